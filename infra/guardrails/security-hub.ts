import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { tellOfFindings } from "./findings";
import { ownMark } from "./singletons";

/** What the account is judged by: AWS's own best practices, and CIS's benchmark. */
const STANDARDS = {
    fsbp: "aws-foundational-security-best-practices/v/1.0.0",
    cis: "cis-aws-foundations-benchmark/v/3.0.0",
} as const;

export interface SecurityHubArgs {
    readonly scope: AccountScope;
    /** Start of the environment's names, such as `pii-prod`. */
    readonly prefix: string;
    /** Makes a hub with its standards; otherwise the one that is there is listened to. */
    readonly own: boolean;
    readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * Security Hub: checks of the whole account, against AWS's best practices and CIS's benchmark, on top
 * of a recorder of AWS Config, which has to be on before. Of its own checks the critical ones are
 * told, each as often as it is made, until somebody sets its workflow to NOTIFIED or SUPPRESSED; what
 * it collects from GuardDuty and others is told by those.
 */
export class SecurityHub extends pulumi.ComponentResource {
    constructor(name: string, args: SecurityHubArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:SecurityHub", name, {}, opts);
        if (args.own) {
            this.#own(name, args);
        }
        tellOfFindings(
            name,
            {
                description: "Critical checks of Security Hub that fail.",
                pattern: {
                    source: ["aws.securityhub"],
                    "detail-type": ["Security Hub Findings - Imported"],
                    detail: {
                        findings: {
                            // Of its own checks: their name has changed before, this has not.
                            ProductArn: [{ suffix: ":product/aws/securityhub" }],
                            Severity: { Label: ["CRITICAL"] },
                            Compliance: { Status: ["FAILED"] },
                            Workflow: { Status: ["NEW"] },
                            RecordState: ["ACTIVE"],
                        },
                    },
                },
                topicArn: args.alarmTopicArn,
                message: [
                    "Security Hub, critical: <detail.findings.0.Title>",
                    "<detail.findings.0.Resources.0.Id> in account <account>, <region>.",
                    "It is told again with each check, until its workflow status is NOTIFIED or SUPPRESSED.",
                ],
            },
            this,
        );
        this.registerOutputs({});
    }

    #own(name: string, { scope, prefix }: SecurityHubArgs): void {
        const hub = new aws.securityhub.Account(
            name,
            {
                // Those of AWS's choice have an outdated benchmark of CIS among them.
                enableDefaultStandards: false,
                controlFindingGenerator: "SECURITY_CONTROL",
            },
            { parent: this, dependsOn: ownMark("securityHub", prefix, this) },
        );
        for (const [short, standard] of Object.entries(STANDARDS)) {
            new aws.securityhub.StandardsSubscription(
                `${name}-${short}`,
                {
                    standardsArn: pulumi.interpolate`arn:${scope.partition}:securityhub:${scope.region}::standards/${standard}`,
                },
                { parent: this, dependsOn: hub },
            );
        }
    }
}
