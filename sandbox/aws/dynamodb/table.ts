import type { TableSpec } from "../../cloud/backends";
import {
    AwsError,
    between,
    bool,
    type Draft,
    type Fields,
    json,
    list,
    maxLength,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { given } from "../shared/outputs";
import { isKeyArn, usableKey } from "../shared/references";
import { tableFailures } from "./table-rules";

const TABLE = "aws:dynamodb/table:Table";

const tableName = (value: string): string | undefined =>
    /^[a-zA-Z0-9_.-]{3,255}$/.test(value)
        ? undefined
        : `must be 3 to 255 letters, digits, "_", "." and "-", got "${value}"`;

const projection: Fields = {
    projectionType: str({ required: true, check: oneOf("ALL", "KEYS_ONLY", "INCLUDE") }),
    nonKeyAttributes: list(str()),
};

const onDemandThroughput = obj({
    maxReadRequestUnits: num(),
    maxWriteRequestUnits: num(),
});

const table: Model = {
    type: TABLE,
    fields: {
        attributes: list({
            name: str({ required: true }),
            type: str({ required: true, check: oneOf("S", "N", "B") }),
        }),
        billingMode: str({
            default: "PROVISIONED",
            check: oneOf("PROVISIONED", "PAY_PER_REQUEST"),
        }),
        deletionProtectionEnabled: bool(),
        globalSecondaryIndexes: list(
            {
                name: str({ required: true, check: tableName }),
                hashKey: str(),
                rangeKey: str(),
                keySchemas: list({
                    attributeName: str({ required: true }),
                    keyType: str({ required: true, check: oneOf("HASH", "RANGE") }),
                }),
                ...projection,
                onDemandThroughput,
                readCapacity: num(),
                writeCapacity: num(),
            },
            { check: atMost(20, "global secondary indexes") },
        ),
        hashKey: str({ replaces: true }),
        localSecondaryIndexes: list(
            {
                name: str({ required: true, check: tableName }),
                rangeKey: str({ required: true }),
                ...projection,
            },
            { replaces: true, check: atMost(5, "local secondary indexes") },
        ),
        name: str({ replaces: true, check: tableName }),
        onDemandThroughput,
        pointInTimeRecovery: obj({
            enabled: bool({ required: true }),
            recoveryPeriodInDays: num({ check: between(1, 35) }),
        }),
        rangeKey: str({ replaces: true }),
        readCapacity: num(),
        serverSideEncryption: obj({
            enabled: bool({ required: true }),
            kmsKeyArn: str({ check: isKeyArn }),
        }),
        streamEnabled: bool(),
        streamViewType: str({
            check: oneOf("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"),
        }),
        tableClass: str({ check: oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS") }),
        ttl: obj({ attributeName: str(), enabled: bool() }),
        writeCapacity: num(),
    },
    autoName: { field: "name", maxLength: 255 },
    rules: tableFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "dynamodb", `table/${draft.id}`),
        readCapacity: given("readCapacity", () => 0),
        streamArn: (draft) =>
            draft.inputs.streamEnabled === true
                ? arn(draft, "dynamodb", `table/${draft.id}/stream/${streamLabel(draft)}`)
                : "",
        streamLabel: (draft) => (draft.inputs.streamEnabled === true ? streamLabel(draft) : ""),
        writeCapacity: given("writeCapacity", () => 0),
    },
    refuse: (draft) => {
        usableKey(draft, "serverSideEncryption.kmsKeyArn", "ValidationException");
    },
    onCreate: async (draft) => {
        await draft.backends.dynamodb.createTable(specOf(draft.inputs));
    },
    onUpdate: async (_, after) => {
        await after.backends.dynamodb.updateIndexes(specOf(after.inputs));
    },
    onDelete: async ({ id, inputs, backends }) => {
        if (inputs.deletionProtectionEnabled === true) {
            throw new AwsError(
                "ValidationException",
                `Resource cannot be deleted as it is currently protected against deletion. ` +
                    `Disable deletion protection first: ${id}`,
            );
        }
        await backends.dynamodb.deleteTable(id);
    },
};

const resourcePolicy: Model = {
    type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
    untaggable: true,
    fields: {
        confirmRemoveSelfResourceAccess: bool(),
        policy: str({ required: true, check: (value) => json(value) ?? maxLength(20480)(value) }),
        resourceArn: str({
            required: true,
            replaces: true,
            refersTo: { type: TABLE, by: "arn" },
        }),
    },
    id: ({ inputs }) => inputs.resourceArn as string,
    outputs: { revisionId: () => randomId(13) },
};

/** Amazon DynamoDB. */
export const dynamodbModels: readonly Model[] = [table, resourcePolicy];

/** A new label whenever the stream is switched on. */
function streamLabel(draft: Draft): string {
    const before = draft.account.get(TABLE, draft.id)?.outputs.streamLabel;
    return typeof before === "string" && before !== ""
        ? before
        : new Date().toISOString().replace("Z", "");
}

function specOf(inputs: Props): TableSpec {
    const rangeKey = inputs.rangeKey as string | undefined;
    return {
        name: inputs.name as string,
        attributes: inputs.attributes as TableSpec["attributes"],
        hashKey: inputs.hashKey as string,
        ...(rangeKey === undefined ? {} : { rangeKey }),
        localSecondaryIndexes: ((inputs.localSecondaryIndexes ?? []) as Index[]).map((index) => ({
            ...index,
            hashKey: inputs.hashKey as string,
        })),
        globalSecondaryIndexes: ((inputs.globalSecondaryIndexes ?? []) as Index[]).map(
            ({ name, hashKey, rangeKey, keySchemas = [], projectionType, nonKeyAttributes }) => ({
                name,
                hashKey: hashKey ?? keyOf(keySchemas, "HASH") ?? "",
                rangeKey: rangeKey ?? keyOf(keySchemas, "RANGE"),
                projectionType,
                nonKeyAttributes,
            }),
        ),
    };
}

interface Index {
    readonly name: string;
    readonly hashKey?: string;
    readonly rangeKey?: string;
    readonly keySchemas?: readonly { readonly attributeName: string; readonly keyType: string }[];
    readonly projectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
    readonly nonKeyAttributes?: readonly string[];
}

function keyOf(schemas: NonNullable<Index["keySchemas"]>, keyType: string): string | undefined {
    return schemas.find((schema) => schema.keyType === keyType)?.attributeName;
}

function atMost(count: number, what: string) {
    return (values: readonly unknown[]): string | undefined =>
        values.length <= count ? undefined : `a table has at most ${count} ${what}`;
}
