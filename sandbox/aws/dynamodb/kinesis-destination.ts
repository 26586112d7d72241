import { AwsError, type Model, oneOf, str } from "../../cloud/model";
import { STREAM } from "../kinesis/types";
import { anyArn, partsOf } from "../shared/forms";
import { given } from "../shared/outputs";
import { tableIn } from "./types";

const DESTINATION = "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination";
const CODE = "ResourceNotFoundException";

/** Sends every change of a table's items to a stream of Kinesis. */
export const kinesisDestination: Model = {
    type: DESTINATION,
    untaggable: true,
    fields: {
        approximateCreationDateTimePrecision: str({
            replaces: true,
            keeps: true,
            check: oneOf("MILLISECOND", "MICROSECOND"),
        }),
        streamArn: str({ required: true, replaces: true, check: anyArn }),
        tableName: str({ required: true, replaces: true }),
    },
    id: ({ inputs }) => `${String(inputs.tableName)},${String(inputs.streamArn)}`,
    outputs: {
        approximateCreationDateTimePrecision: given(
            "approximateCreationDateTimePrecision",
            () => "MILLISECOND",
        ),
    },
    onCreate: ({ account, inputs, region }) => {
        const { streamArn, tableName } = inputs as { streamArn: string; tableName: string };
        if (tableIn(account, region, tableName) === undefined) {
            throw new AwsError(CODE, `tableName: there is no table ${tableName} in ${region}`);
        }
        if (account.get(STREAM, streamArn) === undefined || partsOf(streamArn).region !== region) {
            throw new AwsError(CODE, `streamArn: there is no stream ${streamArn} in ${region}`);
        }
        const rival = account
            .all(DESTINATION)
            .find(
                (entry) => entry.inputs.tableName === tableName && entry.outputs.region === region,
            );
        if (rival !== undefined) {
            throw new AwsError(
                "ValidationException",
                `the table ${tableName} has a streaming destination: ` +
                    String(rival.inputs.streamArn),
            );
        }
    },
};
