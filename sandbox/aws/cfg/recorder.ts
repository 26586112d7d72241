import {
    AwsError,
    bool,
    type Draft,
    list,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { wholeBetween } from "../shared/forms";
import { given } from "../shared/outputs";
import { assumableRole } from "../shared/references";
import { broken, objectOf, objectsOf } from "../shared/rules";
import { refuseSecond } from "../shared/singleton";
import { deliveryProblem } from "./delivery";
import { CHANNEL, configName, RECORDER, STATUS } from "./types";

const SERVICE = "config.amazonaws.com";

const STRATEGIES = [
    "ALL_SUPPORTED_RESOURCE_TYPES",
    "INCLUSION_BY_RESOURCE_TYPES",
    "EXCLUSION_BY_RESOURCE_TYPES",
];

const frequency = oneOf("CONTINUOUS", "DAILY");

/** What records how resources are set up. Nothing is ever recorded. */
const recorder: Model = {
    type: RECORDER,
    untaggable: true,
    fields: {
        name: str({ default: "default", replaces: true, check: configName }),
        recordingGroup: obj({
            allSupported: bool({ default: true }),
            exclusionByResourceTypes: list({ resourceTypes: list(str()) }),
            includeGlobalResourceTypes: bool(),
            recordingStrategies: list({ useOnly: str({ check: oneOf(...STRATEGIES) }) }),
            resourceTypes: list(str()),
        }),
        recordingMode: obj({
            recordingFrequency: str({ default: "CONTINUOUS", check: frequency }),
            recordingModeOverride: obj({
                description: str(),
                recordingFrequency: str({ required: true, check: frequency }),
                resourceTypes: list(str(), { required: true }),
            }),
        }),
        roleArn: str({ required: true }),
    },
    rules: ({ recordingGroup }) => groupFailures(objectOf(recordingGroup) ?? {}),
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        recordingGroup: given("recordingGroup", () => ({ allSupported: true })),
        recordingMode: given("recordingMode", () => ({ recordingFrequency: "CONTINUOUS" })),
    },
    refuse: (draft) => {
        assumableRole(draft, "roleArn", SERVICE, "InvalidRoleException");
    },
    onCreate: (draft) => {
        refuseSecond(draft, RECORDER, {
            code: "MaxNumberOfConfigurationRecordersExceededException",
            message: "You have reached the limit of the number of configuration recorders (1)",
        });
    },
};

function groupFailures(group: Props): Failure[] {
    const { allSupported: all = true, includeGlobalResourceTypes: globals } = group;
    const types = (group.resourceTypes ?? []) as unknown[];
    const excluded = objectsOf(group.exclusionByResourceTypes);
    const path = "recordingGroup";
    return broken(
        [
            all === true && types.length > 0,
            `${path}.resourceTypes`,
            "cannot be given with allSupported: true",
        ],
        [
            all === true && excluded.length > 0,
            `${path}.exclusionByResourceTypes`,
            "cannot be given with allSupported: true",
        ],
        [
            all === false && globals === true,
            `${path}.includeGlobalResourceTypes`,
            "needs allSupported: true",
        ],
        [
            all === false && types.length === 0 && excluded.length === 0,
            path,
            "records nothing: give allSupported: true, resourceTypes or exclusionByResourceTypes",
        ],
        [
            excluded.length > 0 &&
                objectsOf(group.recordingStrategies)[0]?.useOnly !== "EXCLUSION_BY_RESOURCE_TYPES",
            `${path}.recordingStrategies`,
            "must use only EXCLUSION_BY_RESOURCE_TYPES with exclusionByResourceTypes",
        ],
    );
}

/** Where what was recorded goes. */
const channel: Model = {
    type: CHANNEL,
    untaggable: true,
    fields: {
        name: str({ default: "default", replaces: true, check: configName }),
        s3BucketName: str({ required: true }),
        s3KeyPrefix: str(),
        s3KmsKeyArn: str(),
        snapshotDeliveryProperties: obj({
            deliveryFrequency: str({
                check: oneOf(
                    "One_Hour",
                    "Three_Hours",
                    "Six_Hours",
                    "Twelve_Hours",
                    "TwentyFour_Hours",
                ),
            }),
        }),
        snsTopicArn: str(),
    },
    id: ({ inputs }) => inputs.name as string,
    refuse: (draft) => {
        const problem = deliveryProblem(draft);
        if (problem !== undefined) {
            throw new AwsError("InsufficientDeliveryPolicyException", problem);
        }
    },
    onCreate: (draft) => {
        if (!inRegion(draft, RECORDER)) {
            throw new AwsError(
                "NoAvailableConfigurationRecorderException",
                "Configuration recorder is not available to put delivery channel; make it first",
            );
        }
        refuseSecond(draft, CHANNEL, {
            code: "MaxNumberOfDeliveryChannelsExceededException",
            message: "You have reached the limit of the number of delivery channels (1)",
        });
    },
    onDelete: ({ account, id, region }) => {
        const running = account
            .all(STATUS)
            .some(({ inputs, outputs }) => inputs.isEnabled === true && outputs.region === region);
        if (running) {
            throw new AwsError(
                "LastDeliveryChannelDeleteFailedException",
                `Failed to delete last specified delivery channel with name '${id}', because there ` +
                    "is a running configuration recorder; let its status depend on the channel",
            );
        }
    },
};

/** Whether a recorder records. */
const status: Model = {
    type: STATUS,
    untaggable: true,
    fields: {
        isEnabled: bool({ required: true }),
        // Without it Pulumi would make one up, which no recorder has.
        name: str({ required: true, replaces: true, refersTo: { type: RECORDER, by: "id" } }),
    },
    id: ({ inputs }) => inputs.name as string,
    refuse: (draft) => {
        if (draft.inputs.isEnabled === true && !inRegion(draft, CHANNEL)) {
            throw new AwsError(
                "NoAvailableDeliveryChannelException",
                "Delivery channel is not available to start configuration recorder; let the " +
                    "status depend on the channel",
            );
        }
    },
};

/** How long AWS Config remembers. */
const retention: Model = {
    type: "aws:cfg/retentionConfiguration:RetentionConfiguration",
    untaggable: true,
    fields: {
        retentionPeriodInDays: num({ required: true, check: wholeBetween(30, 2557) }),
    },
    id: ({ region }) => `default ${region}`,
    outputs: { name: () => "default" },
};

export function inRegion({ account, region }: Draft, type: string): boolean {
    return account.all(type).some(({ outputs }) => outputs.region === region);
}

export const recorderModels: readonly Model[] = [recorder, channel, status, retention];
