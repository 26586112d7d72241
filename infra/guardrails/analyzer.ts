import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tellOfFindings } from "./findings";
import { ownMark } from "./singletons";

export interface AnalyzerArgs {
    /** Start of the analyzers' names, such as `pii-prod`. */
    readonly prefix: string;
    /** Makes an analyzer of external access; otherwise the one that is there is listened to. */
    readonly own: boolean;
    /**
     * Days after which a permission, role, password or access key that nobody used is found (1 to
     * 365). AWS charges 0.20 USD a month for each role and user of the account, whoever's they are.
     * @default nothing looks for it
     */
    readonly unusedAccessDays?: number;
    readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * IAM Access Analyzer, and word of what it finds: what somebody outside of the account can reach, by
 * the policies of buckets, keys, secrets, roles, topics, tables and snapshots.
 */
export class Analyzer extends pulumi.ComponentResource {
    constructor(name: string, args: AnalyzerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:Analyzer", name, {}, opts);
        const { prefix, unusedAccessDays } = args;
        if (args.own) {
            new aws.accessanalyzer.Analyzer(
                name,
                { analyzerName: `${prefix}-external`, type: "ACCOUNT" },
                { parent: this, dependsOn: ownMark("analyzer", prefix, this) },
            );
        }
        if (unusedAccessDays !== undefined) {
            new aws.accessanalyzer.Analyzer(
                `${name}-unused`,
                {
                    analyzerName: `${prefix}-unused`,
                    type: "ACCOUNT_UNUSED_ACCESS",
                    configuration: { unusedAccess: { unusedAccessAge: unusedAccessDays } },
                },
                { parent: this, dependsOn: ownMark("unusedAccessDays", prefix, this) },
            );
        }
        tellOfFindings(
            name,
            {
                description: "What Access Analyzer finds that somebody outside can reach.",
                pattern: {
                    source: ["aws.access-analyzer"],
                    "detail-type": ["Access Analyzer Finding"],
                    detail: { status: ["ACTIVE"] },
                },
                topicArn: args.alarmTopicArn,
                message: [
                    "Access Analyzer: <detail.resource> can be reached from outside of account <account>, <region>.",
                    "Public: <detail.isPublic>. Finding <detail.id>: archive it if it is meant, and mend the policy if not.",
                ],
            },
            this,
        );
        if (unusedAccessDays !== undefined) {
            tellOfFindings(
                `${name}-unused`,
                {
                    description: "What Access Analyzer finds that nobody uses.",
                    pattern: {
                        source: ["aws.access-analyzer"],
                        "detail-type": ["Unused Access Finding for IAM entities"],
                        detail: { status: ["ACTIVE"] },
                    },
                    topicArn: args.alarmTopicArn,
                    message: [
                        "Access Analyzer: <detail.resource> has access that nobody uses (<detail.findingType>).",
                        "Account <account>.",
                    ],
                },
                this,
            );
        }
        this.registerOutputs({});
    }
}
