import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { parameterPath } from "../parameter-path";
import { policyJson } from "../policy-document";

export interface ConnectionParametersArgs {
    readonly scope: AccountScope;
    /** What the names begin with; see {@link connectionPath}. Changing it replaces all of them. */
    readonly path: string;
    readonly host: pulumi.Input<string>;
    readonly readerHost: pulumi.Input<string>;
    readonly port: pulumi.Input<number>;
    readonly databaseName: pulumi.Input<string>;
    /**
     * Of the secret, whose value only whoever may read the secret gets. A cluster that follows
     * another has none.
     */
    readonly masterSecretArn?: pulumi.Input<string> | undefined;
    /** Where there is a proxy. */
    readonly proxyHost?: pulumi.Input<string>;
    /** Where it has an endpoint to the readers. */
    readonly proxyReaderHost?: pulumi.Input<string>;
}

/** Under which path programs of an environment look up how to connect (seed 004). */
export function connectionPath(environment: string): string {
    return `${parameterPath(environment)}/database`;
}

/**
 * How to connect to the database, as SSM parameters that programs read when they start: host names,
 * names and ARNs, and no secret. They are `<path>/host`, `reader-host`, `port`, `name` and, where there
 * are such, `master-secret-arn`, `proxy-host` and `proxy-reader-host`. The policy `<name>-lookup` lets
 * its holder read them, and nothing else.
 */
export class ConnectionParameters extends pulumi.ComponentResource {
    /** Names of the parameters that there are. */
    readonly names: pulumi.Output<string[]>;
    /** ARN of the policy that lets programs look them up. */
    readonly lookupPolicyArn: pulumi.Output<string>;

    constructor(
        name: string,
        args: ConnectionParametersArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("pii:aurora:ConnectionParameters", name, {}, opts);
        const values = {
            host: args.host,
            "reader-host": args.readerHost,
            port: pulumi.output(args.port).apply(String),
            name: args.databaseName,
            "master-secret-arn": args.masterSecretArn,
            "proxy-host": args.proxyHost,
            "proxy-reader-host": args.proxyReaderHost,
        };
        const parameters = Object.entries(values)
            .filter(([, value]) => value !== undefined)
            .map(
                ([key, insecureValue]) =>
                    new aws.ssm.Parameter(
                        `${name}-${key}`,
                        {
                            name: `${args.path}/${key}`,
                            type: "String",
                            // Nothing to hide, so that a preview shows what changes.
                            insecureValue,
                        },
                        { parent: this },
                    ),
            );
        this.names = pulumi.all(parameters.map((parameter) => parameter.name));
        this.lookupPolicyArn = new aws.iam.Policy(
            `${name}-lookup`,
            {
                name: `${name}-lookup`,
                // Immutable: a change would replace a policy that is attached.
                description: "Looks up how to connect to the database, and nothing else.",
                policy: policyJson([lookupStatement(args.scope, args.path)]),
            },
            { parent: this },
        ).arn;
        this.registerOutputs({ names: this.names, lookupPolicyArn: this.lookupPolicyArn });
    }
}

/** Lets its holder read the parameters below `path`. */
export function lookupStatement(
    { partition, region, accountId }: AccountScope,
    path: string,
): aws.iam.PolicyStatement {
    return {
        Sid: "ReadConnectionParameters",
        Effect: "Allow",
        Action: "ssm:GetParameters",
        Resource: pulumi.interpolate`arn:${partition}:ssm:${region}:${accountId}:parameter${path}/*`,
    };
}
