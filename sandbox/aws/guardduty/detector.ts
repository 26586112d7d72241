import { AwsError, bool, type Draft, list, type Model, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { given } from "../shared/outputs";
import { broken, isGiven } from "../shared/rules";
import { refuseSecond } from "../shared/singleton";

export const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

/** What watches inside of instances: one of the two. */
const RUNTIME = ["EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING"];

const onOrOff = str({ required: true, check: oneOf("ENABLED", "DISABLED") });

/** What looks for threats in a region. Nothing is ever found. */
const detector: Model = {
    type: DETECTOR,
    // Its old input `datasources` is left out: it may not be used together with features.
    fields: {
        enable: bool({ default: true }),
        findingPublishingFrequency: str({
            check: oneOf("FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"),
        }),
    },
    id: () => randomId(32),
    outputs: {
        accountId: ({ account }) => account.accountId,
        arn: (draft) => arn(draft, "guardduty", `detector/${draft.id}`),
        findingPublishingFrequency: given("findingPublishingFrequency", () => "SIX_HOURS"),
    },
    onCreate: (draft) => {
        refuseSecond(draft, DETECTOR, {
            code: "BadRequestException",
            message:
                "The request is rejected because a detector already exists for the current account",
        });
    },
};

/** Whether a detector looks at one kind of thing. Deleting it leaves the detector as it is. */
const feature: Model = {
    type: FEATURE,
    untaggable: true,
    fields: {
        additionalConfigurations: list(
            {
                name: str({
                    required: true,
                    check: oneOf(
                        "EKS_ADDON_MANAGEMENT",
                        "ECS_FARGATE_AGENT_MANAGEMENT",
                        "EC2_AGENT_MANAGEMENT",
                    ),
                }),
                status: onOrOff,
            },
            { replaces: true },
        ),
        detectorId: str({
            required: true,
            replaces: true,
            refersTo: { type: DETECTOR, by: "id" },
        }),
        // AWS has no feature of a name that Pulumi makes up.
        name: str({
            required: true,
            replaces: true,
            check: oneOf(
                "S3_DATA_EVENTS",
                "EKS_AUDIT_LOGS",
                "EBS_MALWARE_PROTECTION",
                "RDS_LOGIN_EVENTS",
                "LAMBDA_NETWORK_LOGS",
                "AI_PROTECTION",
                "AI_ANALYST",
                ...RUNTIME,
            ),
        }),
        status: onOrOff,
    },
    rules: (inputs) =>
        broken([
            isGiven(inputs, "additionalConfigurations") &&
                typeof inputs.name === "string" &&
                !RUNTIME.includes(inputs.name),
            "additionalConfigurations",
            `is for ${RUNTIME.join(" and ")} only`,
        ]),
    id: ({ inputs }) => `${String(inputs.detectorId)}/${String(inputs.name)}`,
    refuse: refuseBothRuntimes,
};

function refuseBothRuntimes({ account, id, inputs }: Draft): void {
    const others = account
        .all(FEATURE)
        .filter((entry) => entry.id !== id && entry.inputs.detectorId === inputs.detectorId)
        .map((entry) => String(entry.inputs.name));
    if ([String(inputs.name), ...others].filter((name) => RUNTIME.includes(name)).length > 1) {
        throw new AwsError(
            "BadRequestException",
            `name: a detector has one of ${RUNTIME.join(" and ")}, not both`,
        );
    }
}

/** Amazon GuardDuty. */
export const guarddutyModels: readonly Model[] = [detector, feature];
