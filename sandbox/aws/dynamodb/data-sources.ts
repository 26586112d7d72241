import { AwsError } from "../../cloud/model";
import type { Catalogue } from "../../cloud/provider";
import type { Props } from "../../provider/provider";
import { objectOf, objectsOf } from "../shared/rules";
import { keyOf } from "./indexes";
import { regionsOf, TABLE, tableIn } from "./types";

/** Data sources about tables, as they are in AWS. */
export const dynamodbInvokes: Catalogue["invokes"] = {
    "aws:dynamodb/getTables:getTables": (_, { account, region }) => ({
        id: region,
        region,
        names: account
            .all(TABLE)
            .filter((table) => regionsOf(table).includes(region))
            .map(({ id }) => id)
            .sort(),
    }),
    "aws:dynamodb/getTable:getTable": (args, { account, region }) => {
        const name = args.name as string;
        const table = tableIn(account, region, name);
        if (table === undefined) {
            throw new AwsError(
                "ResourceNotFoundException",
                `Requested resource not found: Table: ${name} not found`,
            );
        }
        const { inputs, outputs } = table;
        const replica = objectsOf(outputs.replicas).find(({ regionName }) => regionName === region);
        const { ttl, serverSideEncryption: encryption, pointInTimeRecovery: recovery } = inputs;
        return {
            id: name,
            region,
            name,
            arn: (outputs.arn as string).replace(outputs.region as string, region),
            attributes: inputs.attributes,
            billingMode: inputs.billingMode,
            deletionProtectionEnabled: (replica ?? inputs).deletionProtectionEnabled ?? false,
            globalSecondaryIndexes: objectsOf(inputs.globalSecondaryIndexes).map(toldIndex),
            hashKey: inputs.hashKey,
            localSecondaryIndexes: objectsOf(inputs.localSecondaryIndexes).map((index) => ({
                nonKeyAttributes: [],
                ...index,
            })),
            onDemandThroughputs: listed(ceilingOf(inputs)),
            pointInTimeRecovery: { enabled: false, ...objectOf(recovery) },
            rangeKey: inputs.rangeKey ?? "",
            readCapacity: outputs.readCapacity,
            replicas: objectsOf(outputs.replicas).map(({ kmsKeyArn = "", regionName }) => ({
                kmsKeyArn,
                regionName,
            })),
            serverSideEncryption: { enabled: false, kmsKeyArn: "", ...objectOf(encryption) },
            streamArn: outputs.streamArn,
            streamEnabled: inputs.streamEnabled ?? false,
            streamLabel: outputs.streamLabel,
            streamViewType: inputs.streamViewType ?? "",
            tableClass: inputs.tableClass,
            tags: outputs.tagsAll,
            ttl:
                objectOf(ttl)?.enabled === true
                    ? objectOf(ttl)
                    : { enabled: false, attributeName: "" },
            warmThroughputs: listed(inputs.warmThroughput),
            writeCapacity: outputs.writeCapacity,
        };
    },
};

function toldIndex(index: Props): Props {
    const key = keyOf(index);
    const named = (type: string) => key.find(({ keyType }) => keyType === type)?.attributeName;
    return {
        hashKey: named("HASH"),
        keySchemas: key,
        name: index.name,
        nonKeyAttributes: index.nonKeyAttributes ?? [],
        onDemandThroughputs: listed(ceilingOf(index)),
        projectionType: index.projectionType,
        rangeKey: named("RANGE") ?? "",
        readCapacity: index.readCapacity ?? 0,
        warmThroughputs: listed(index.warmThroughput),
        writeCapacity: index.writeCapacity ?? 0,
    };
}

/** The limits of a table or index: none are left once -1 has taken them away. */
function ceilingOf({ onDemandThroughput }: Props): Props | undefined {
    const limits = Object.entries(objectOf(onDemandThroughput) ?? {}).filter(([, n]) => n !== -1);
    return limits.length === 0 ? undefined : Object.fromEntries(limits);
}

function listed(value: unknown): unknown[] {
    return value === undefined ? [] : [value];
}
