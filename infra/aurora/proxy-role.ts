import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust, type Statements } from "../policy-document";
import { loginStatement } from "./login-policy";

export interface ProxyRoleArgs {
    readonly scope: AccountScope;
    /** Resource id of the cluster, such as `cluster-ABC`. */
    readonly clusterResourceId: pulumi.Input<string>;
    /** Roles of the database that the proxy logs in as with an IAM token. */
    readonly iamRoles: readonly string[];
    /** ARNs of the secrets that hold the passwords of the others. */
    readonly secretArns: readonly pulumi.Input<string>[];
    /** Key of those secrets. */
    readonly secretsKeyArn: pulumi.Input<string>;
}

/** The role with which a proxy logs in to its cluster. Ready once its policy is attached. */
export class ProxyRole extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;

    constructor(name: string, args: ProxyRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:ProxyRole", name, {}, opts);
        const { scope, clusterResourceId, iamRoles } = args;
        const role = new aws.iam.Role(
            name,
            // Without the account: RDS Proxy supports no global condition keys
            // (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-iam-setup.html).
            { assumeRolePolicy: serviceTrust("rds.amazonaws.com") },
            { parent: this },
        );
        new aws.iam.RolePolicy(
            name,
            {
                role: role.id,
                policy: policyJson([
                    loginStatement(scope, [clusterResourceId], iamRoles),
                    ...secretStatements(args),
                ]),
            },
            { parent: this },
        );
        this.arn = role.arn;
        this.registerOutputs({ arn: this.arn });
    }
}

function secretStatements({ scope, secretArns, secretsKeyArn }: ProxyRoleArgs): Statements {
    return secretArns.length === 0
        ? []
        : [
              {
                  Sid: "ReadPasswords",
                  Effect: "Allow",
                  Action: "secretsmanager:GetSecretValue",
                  Resource: [...secretArns],
              },
              {
                  Sid: "DecryptPasswords",
                  Effect: "Allow",
                  Action: "kms:Decrypt",
                  Resource: secretsKeyArn,
                  Condition: {
                      // One of KMS's own, not a global one.
                      StringEquals: {
                          "kms:ViaService": `secretsmanager.${scope.region}.amazonaws.com`,
                      },
                  },
              },
          ];
}
