import type { Account } from "../../cloud/account";
import { AwsError, type Fields, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { broken, isOther } from "../shared/rules";

const CLUSTER = "aws:rds/cluster:Cluster";
const TABLE = "aws:dynamodb/table:Table";

/** What Application Auto Scaling can change the size of. */
interface Dimension {
    readonly namespace: string;
    /** Form of the resource's id: the names in it, in order. */
    readonly resource: RegExp;
    /** The same, in words. */
    readonly form: string;
    /** From and to, where AWS has a limit of its own. */
    readonly range: readonly [low: number, high: number];
    readonly metrics: Readonly<Record<string, readonly [low: number, high: number]>>;
    /** Looks for what the names stand for; answers what is wrong with it. */
    readonly problem: (account: Account, names: readonly string[]) => string | undefined;
}

const NAME = "([a-zA-Z0-9_.-]+)";

const tableProblem: Dimension["problem"] = (account, [name = "", index]) => {
    const entry = account.get(TABLE, name);
    const indexes = (entry?.inputs.globalSecondaryIndexes ?? []) as { name: string }[];
    if (entry === undefined) {
        return `Table does not exist: ${name}`;
    }
    if (index !== undefined && !indexes.some((other) => other.name === index)) {
        return `Index does not exist: ${name}/${index}`;
    }
    return entry.inputs.billingMode === "PAY_PER_REQUEST"
        ? `${name} is billed by request, so it has no capacity to scale`
        : undefined;
};

function ofTable(kind: "Read" | "Write", part: "table" | "index"): Dimension {
    const isIndex = part === "index";
    return {
        namespace: "dynamodb",
        resource: new RegExp(`^table/${NAME}${isIndex ? `/index/${NAME}` : ""}$`),
        form: isIndex ? "table/<table>/index/<index>" : "table/<table>",
        range: [1, Infinity],
        metrics: { [`DynamoDB${kind}CapacityUtilization`]: [20, 90] },
        problem: tableProblem,
    };
}

const DIMENSIONS: Readonly<Record<string, Dimension>> = {
    "rds:cluster:ReadReplicaCount": {
        namespace: "rds",
        resource: /^cluster:([a-z][a-z0-9-]*)$/,
        form: "cluster:<identifier>",
        range: [0, 15],
        metrics: {
            RDSReaderAverageCPUUtilization: [1, 100],
            RDSReaderAverageDatabaseConnections: [1, Infinity],
        },
        problem: (account, [id = ""]) =>
            account.get(CLUSTER, id) === undefined ? `DB cluster does not exist: ${id}` : undefined,
    },
    "dynamodb:table:ReadCapacityUnits": ofTable("Read", "table"),
    "dynamodb:table:WriteCapacityUnits": ofTable("Write", "table"),
    "dynamodb:index:ReadCapacityUnits": ofTable("Read", "index"),
    "dynamodb:index:WriteCapacityUnits": ofTable("Write", "index"),
};

/** The inputs that name what is scaled; a change of any is about something else. */
export const dimensionFields: Fields = {
    resourceId: str({ required: true, replaces: true }),
    scalableDimension: str({
        required: true,
        replaces: true,
        check: oneOf(...Object.keys(DIMENSIONS)),
    }),
    serviceNamespace: str({ required: true, replaces: true, check: oneOf("rds", "dynamodb") }),
};

export function dimensionOf(inputs: Props): Dimension | undefined {
    return DIMENSIONS[String(inputs.scalableDimension)];
}

/** What of {@link dimensionFields} does not belong together. */
export function dimensionFailures(inputs: Props): Failure[] {
    const dimension = dimensionOf(inputs);
    const { resourceId, serviceNamespace } = inputs;
    if (dimension === undefined) {
        return [];
    }
    return broken(
        [
            isOther(serviceNamespace, dimension.namespace),
            "serviceNamespace",
            `must be ${dimension.namespace} for ${String(inputs.scalableDimension)}, ` +
                `got "${String(serviceNamespace)}"`,
        ],
        [
            typeof resourceId === "string" &&
                !isUnknown(resourceId) &&
                !dimension.resource.test(resourceId),
            "resourceId",
            `must be ${dimension.form}, got "${String(resourceId)}"`,
        ],
    );
}

/** Makes sure that what is scaled is there. */
export function checkResource(account: Account, inputs: Props): void {
    const dimension = dimensionOf(inputs);
    const names = dimension?.resource.exec(String(inputs.resourceId))?.slice(1) ?? [];
    const problem = dimension?.problem(account, names);
    if (problem !== undefined) {
        throw new AwsError("ValidationException", `resourceId: ${problem}`);
    }
}

/** One target is one dimension of one resource: `rds/cluster:pii/rds:cluster:ReadReplicaCount`. */
export function targetId({ serviceNamespace, resourceId, scalableDimension }: Props): string {
    return [serviceNamespace, resourceId, scalableDimension].join("/");
}
