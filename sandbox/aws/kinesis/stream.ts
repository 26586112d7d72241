import {
    AwsError,
    bool,
    type Existing,
    matching,
    type Model,
    num,
    obj,
    oneOf,
    set,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { wholeBetween } from "../shared/forms";
import { refuseUselessKey } from "../shared/key-use";
import { given } from "../shared/outputs";
import { broken, isGiven, numberOf, objectOf } from "../shared/rules";
import { STREAM } from "./types";

const METRICS = [
    "IncomingBytes",
    "IncomingRecords",
    "OutgoingBytes",
    "OutgoingRecords",
    "WriteProvisionedThroughputExceeded",
    "ReadProvisionedThroughputExceeded",
    "IteratorAgeMilliseconds",
];

/** A stream of Kinesis. Nothing is in it. */
const stream: Model = {
    type: STREAM,
    autoName: { field: "name", maxLength: 128 },
    fields: {
        encryptionType: str({ default: "NONE", check: oneOf("NONE", "KMS") }),
        enforceConsumerDeletion: bool({ default: false }),
        kmsKeyId: str(),
        maxRecordSizeInKib: num({ keeps: true, check: wholeBetween(1024, 10_240) }),
        name: str({
            replaces: true,
            check: matching(/^[\w.-]{1,128}$/, '1 to 128 letters, digits and "._-"'),
        }),
        retentionPeriod: num({ default: 24, check: wholeBetween(24, 8760) }),
        shardCount: num({ check: wholeBetween(1, Infinity) }),
        shardLevelMetrics: set(str({ check: oneOf(...METRICS) })),
        streamModeDetails: obj(
            { streamMode: str({ required: true, check: oneOf("PROVISIONED", "ON_DEMAND") }) },
            { keeps: true },
        ),
    },
    rules: streamFailures,
    id: (draft) => arn(draft, "kinesis", `stream/${String(draft.inputs.name)}`),
    outputs: {
        arn: ({ id }) => id,
        maxRecordSizeInKib: given("maxRecordSizeInKib", () => 1024),
        streamModeDetails: given("streamModeDetails", () => ({ streamMode: "PROVISIONED" })),
    },
    refuse: (draft) => {
        // `alias/aws/kinesis` is a key of AWS's, which lets everybody of the account use it.
        if (draft.inputs.kmsKeyId !== "alias/aws/kinesis") {
            refuseUselessKey(draft, "kmsKeyId", "kinesis", "KMSNotFoundException");
        }
    },
    onUpdate: refuseShards,
};

function streamFailures(inputs: Props): Failure[] {
    const isOnDemand = objectOf(inputs.streamModeDetails)?.streamMode === "ON_DEMAND";
    return broken(
        [
            isOnDemand && isGiven(inputs, "shardCount"),
            "shardCount",
            "must not be given when the streamMode is ON_DEMAND",
        ],
        [
            !isOnDemand && !isGiven(inputs, "shardCount"),
            "shardCount",
            "must be at least 1 when the streamMode is PROVISIONED",
        ],
        [
            inputs.encryptionType === "KMS" && !isGiven(inputs, "kmsKeyId"),
            "kmsKeyId",
            'is required when encryptionType is "KMS"',
        ],
        [
            inputs.encryptionType === "NONE" && isGiven(inputs, "kmsKeyId"),
            "kmsKeyId",
            'needs encryptionType "KMS"',
        ],
    );
}

function refuseShards({ inputs }: Existing, { inputs: now }: Pick<Existing, "inputs">): void {
    const [old, wanted] = [inputs, now].map(({ shardCount }) => numberOf(shardCount));
    if (old !== undefined && wanted !== undefined && (wanted > 2 * old || wanted < old / 2)) {
        throw new AwsError(
            "InvalidArgumentException",
            `shardCount: from ${old} it can become ${Math.ceil(old / 2)} to ${2 * old} at once, ` +
                `got ${wanted}`,
        );
    }
}

export const kinesisModels: readonly Model[] = [stream];
