import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust, type Statements } from "../policy-document";
import { packTemplate, REMEDIES } from "./config-template";
import { configRules, type RuleSettings } from "./config-rules";
import { tellOfFindings } from "./findings";

export interface ConfigPackArgs {
    readonly scope: AccountScope;
    /** Name of the pack, and start of its rules' names, such as `pii-prod`. */
    readonly prefix: string;
    readonly settings: RuleSettings;
    /** Hears of every resource that begins to break a rule. */
    readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * The rules of {@link configRules} as one conformance pack, which stands or falls as a whole. Needs a
 * recorder that is on. AWS makes the role of packs by itself, for whoever may
 * `iam:CreateServiceLinkedRole`. Each evaluation costs 0.001 USD.
 *
 * Three rules have a remedy at a button: AWS Config starts it for who presses it, and never by itself.
 * What breaks a rule here was changed by hand, or by another program, which would change it back.
 */
export class ConfigPack extends pulumi.ComponentResource {
    readonly packArn: pulumi.Output<string>;

    constructor(name: string, args: ConfigPackArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:ConfigPack", name, {}, opts);
        const { accountId } = args.scope;
        const role = new aws.iam.Role(
            `${name}-remedy`,
            { assumeRolePolicy: serviceTrust("ssm.amazonaws.com", accountId) },
            { parent: this },
        );
        const mayMend = new aws.iam.RolePolicy(
            `${name}-remedy`,
            { role: role.name, policy: policyJson(remediesNeed(args.scope)) },
            { parent: this },
        );
        const rules = configRules(args.settings, args.scope.region);
        const pack = new aws.cfg.ConformancePack(
            name,
            {
                name: args.prefix,
                templateBody: role.arn.apply((arn) => packTemplate(args.prefix, rules, arn)),
            },
            { parent: this, dependsOn: mayMend },
        );
        tellOfFindings(
            name,
            {
                description: "What begins to break a rule of AWS Config.",
                pattern: {
                    source: ["aws.config"],
                    "detail-type": ["Config Rules Compliance Change"],
                    detail: {
                        messageType: ["ComplianceChangeNotification"],
                        configRuleName: [{ prefix: `${args.prefix}-` }],
                        newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
                    },
                },
                topicArn: args.alarmTopicArn,
                message: [
                    "AWS Config: <detail.resourceType> <detail.resourceId> breaks the rule <detail.configRuleName>.",
                    "Account <account>, <region>, at <time>.",
                ],
            },
            this,
        );
        this.packArn = pack.arn;
        this.registerOutputs({ packArn: this.packArn });
    }
}

/** As AWS's documents for remedies ask for it; no cluster or table is known by its name. */
function remediesNeed({ accountId, partition, region }: AccountScope): Statements {
    const here = (service: string, resource: string) =>
        pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;
    return [
        {
            Sid: "LookUp",
            Effect: "Allow",
            Action: [
                "config:GetResourceConfigHistory",
                "rds:DescribeDBClusters",
                "ssm:GetAutomationExecution",
            ],
            Resource: "*",
        },
        {
            Sid: "RunRemedies",
            Effect: "Allow",
            Action: "ssm:StartAutomationExecution",
            // Whichever of the two it is judged by; the documents are AWS's, of no account.
            Resource: Object.values(REMEDIES).flatMap(({ document }) => [
                pulumi.interpolate`arn:${partition}:ssm:${region}:*:automation-definition/${document}:*`,
                pulumi.interpolate`arn:${partition}:ssm:${region}:*:document/${document}`,
            ]),
        },
        {
            Sid: "MendClusters",
            Effect: "Allow",
            Action: "rds:ModifyDBCluster",
            Resource: here("rds", "cluster:*"),
        },
        {
            Sid: "MendTables",
            Effect: "Allow",
            Action: ["dynamodb:DescribeContinuousBackups", "dynamodb:UpdateContinuousBackups"],
            Resource: here("dynamodb", "table/*"),
        },
    ];
}
