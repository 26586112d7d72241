import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tellOfFindings } from "./findings";
import { CHINA, GOV_CLOUD, NEWEST } from "./region-groups";
import { ownMark } from "./singletons";

/**
 * What GuardDuty looks at beside logs of the network, of DNS and of API calls, which it always does.
 *
 * What AWS decides: a new detector has EKS_AUDIT_LOGS on, which costs nothing without a cluster of
 * Kubernetes, and RUNTIME_MONITORING off, which watches processes inside of instances and containers,
 * and nothing of this platform runs on any.
 */
const FEATURES = [
    "RDS_LOGIN_EVENTS",
    "S3_DATA_EVENTS",
    "LAMBDA_NETWORK_LOGS",
    "EBS_MALWARE_PROTECTION",
] as const;

/**
 * Regions without a feature, where AWS refuses to switch it on: those without its rule of AWS Config,
 * such as https://docs.aws.amazon.com/config/latest/developerguide/guardduty-rds-protection-enabled.html
 */
const NOT_IN: Readonly<Record<(typeof FEATURES)[number], readonly string[]>> = {
    RDS_LOGIN_EVENTS: [...CHINA, ...GOV_CLOUD, ...NEWEST, "ca-west-1"],
    S3_DATA_EVENTS: CHINA,
    LAMBDA_NETWORK_LOGS: [...CHINA, ...NEWEST, "ca-west-1"],
    EBS_MALWARE_PROTECTION: CHINA,
};

export interface DetectorArgs {
    /** Start of the environment's names, such as `pii-prod`. */
    readonly prefix: string;
    /** Which lacks some of the {@link FEATURES}. */
    readonly region: string;
    /** Id of somebody else's detector, which is used as it is. @default one of our own is made */
    readonly adoptedId?: string;
    /** Hears of findings of medium severity, from 4 up to 7. */
    readonly alarmTopicArn: pulumi.Input<string>;
    /** Hears of what is worse. */
    readonly urgentTopicArn: pulumi.Input<string>;
}

/**
 * GuardDuty, and word of what it finds: of stolen credentials, odd logins to the database, data that
 * leaves. An adopted detector keeps its settings: where an administrator's account manages it, AWS
 * lets nobody else change them.
 *
 * Destroying our own deletes its findings, too.
 */
export class Detector extends pulumi.ComponentResource {
    readonly detectorId: pulumi.Output<string>;

    constructor(name: string, args: DetectorArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:Detector", name, {}, opts);
        this.detectorId = pulumi.output(args.adoptedId ?? this.#own(name, args));
        this.#tell(`${name}-medium`, [{ numeric: [">=", 4, "<", 7] }], args.alarmTopicArn);
        this.#tell(`${name}-high`, [{ numeric: [">=", 7] }], args.urgentTopicArn);
        this.registerOutputs({ detectorId: this.detectorId });
    }

    #own(name: string, { prefix, region }: DetectorArgs): pulumi.Output<string> {
        const mark = ownMark("detector", prefix, this);
        const detector = new aws.guardduty.Detector(
            name,
            { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
            { parent: this, dependsOn: mark },
        );
        for (const feature of FEATURES.filter((each) => !NOT_IN[each].includes(region))) {
            new aws.guardduty.DetectorFeature(
                `${name}-${feature}`,
                { detectorId: detector.id, name: feature, status: "ENABLED" },
                { parent: this },
            );
        }
        return detector.id;
    }

    #tell(name: string, severity: object[], topicArn: pulumi.Input<string>): void {
        tellOfFindings(
            name,
            {
                description: "What GuardDuty finds.",
                pattern: {
                    source: ["aws.guardduty"],
                    "detail-type": ["GuardDuty Finding"],
                    detail: { severity },
                },
                topicArn,
                message: [
                    "GuardDuty, severity <detail.severity>: <detail.title>",
                    "<detail.description>",
                    "Type <detail.type>, seen <detail.service.count> times, last <detail.service.eventLastSeen>.",
                    "Account <account>, <region>, finding <detail.id>.",
                ],
            },
            this,
        );
    }
}
