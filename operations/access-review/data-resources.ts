import { LOGIN_ROLES } from "../../infra/database/roles";
import type { Kind } from "./finding";
import { nameOf, type Resource, textOf } from "./resources";

/** Something that holds personal data, or opens it. */
export interface DataResource {
    /** In words: what it is, and the name that the program gave it. */
    readonly name: string;
    readonly arn: string;
    readonly account: string;
    /** What to ask about, by the kind of access that any of them is; some name their own ARN. */
    readonly actions: Readonly<Partial<Record<Kind, readonly string[]>>>;
    /** ARN that an action is asked about. */
    readonly arnFor: (action: string) => string;
    /** Document, as JSON text. */
    readonly policy?: string;
}

interface Type {
    readonly title: string;
    readonly actions: DataResource["actions"];
    /** Type of the resource that holds its policy, and which input names what it is on. */
    readonly policy?: readonly [type: string, on: string];
}

/** Each list is what most gives that access; who may do one of them has it. */
const TYPES: Readonly<Record<string, Type>> = {
    "aws:dynamodb/table:Table": {
        title: "table",
        actions: {
            read: ["GetItem", "BatchGetItem", "Query", "Scan", "ExportTableToPointInTime"].map(
                (action) => `dynamodb:${action}`,
            ),
            write: ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"].map(
                (action) => `dynamodb:${action}`,
            ),
            administer: [
                ...["DeleteTable", "UpdateTable", "UpdateContinuousBackups"],
                ...["PutResourcePolicy", "DeleteResourcePolicy", "RestoreTableToPointInTime"],
            ].map((action) => `dynamodb:${action}`),
        },
        policy: ["aws:dynamodb/resourcePolicy:ResourcePolicy", "resourceArn"],
    },
    "aws:dax/cluster:Cluster": {
        title: "cache",
        actions: {
            read: ["dax:GetItem", "dax:BatchGetItem", "dax:Query", "dax:Scan"],
            write: ["dax:PutItem", "dax:UpdateItem", "dax:DeleteItem", "dax:BatchWriteItem"],
            administer: ["dax:DeleteCluster", "dax:UpdateCluster"],
        },
    },
    "aws:s3/bucket:Bucket": {
        title: "bucket",
        actions: {
            read: ["s3:GetObject", "s3:GetObjectVersion"],
            write: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
            administer: [
                ...["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:DeleteBucket"],
                ...["s3:PutLifecycleConfiguration", "s3:PutBucketPublicAccessBlock"],
            ],
        },
        policy: ["aws:s3/bucketPolicy:BucketPolicy", "bucket"],
    },
    "aws:secretsmanager/secret:Secret": {
        title: "secret",
        actions: {
            read: ["secretsmanager:GetSecretValue"],
            write: ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
            administer: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteSecret"],
        },
        policy: ["aws:secretsmanager/secretPolicy:SecretPolicy", "secretArn"],
    },
    "aws:kms/key:Key": {
        title: "key",
        actions: {
            decrypt: ["kms:Decrypt", "kms:ReEncryptFrom"],
            write: ["kms:Encrypt", "kms:GenerateDataKey"],
            administer: [
                ...["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"],
                "kms:CreateGrant",
            ],
        },
    },
    "aws:kinesis/stream:Stream": {
        title: "stream",
        actions: {
            read: ["kinesis:GetRecords", "kinesis:SubscribeToShard"],
            administer: ["kinesis:DeleteStream", "kinesis:PutResourcePolicy"],
        },
    },
    "aws:rds/cluster:Cluster": {
        title: "cluster",
        actions: {
            read: ["rds:RestoreDBClusterToPointInTime"],
            administer: ["rds:ModifyDBCluster", "rds:DeleteDBCluster"],
        },
    },
};

/** The data resources among `resources`, and the logins of every cluster. */
export function dataResourcesOf(resources: readonly Resource[]): DataResource[] {
    return resources.flatMap((resource) => {
        const type = TYPES[resource.type];
        const arn = textOf(resource, "arn");
        if (type === undefined || arn === undefined) {
            return [];
        }
        const policy = policyOf(resource, type, arn, resources);
        const found: DataResource = {
            name: `${type.title} ${nameOf(resource)}`,
            arn,
            account: accountOf(arn) ?? accountAmong(resources),
            actions: type.actions,
            arnFor: (action) => (/^s3:\w+Object/.test(action) ? `${arn}/*` : arn),
            ...(policy !== undefined && { policy }),
        };
        const cluster = textOf(resource, "clusterResourceId");
        return resource.type === "aws:rds/cluster:Cluster" && cluster !== undefined
            ? [found, ...loginsOf(nameOf(resource), arn, cluster), ...masterOf(resource, found)]
            : [found];
    });
}

/** The secret that RDS keeps the master's password in, which is in no state by itself. */
function masterOf({ outputs }: Resource, { name, account }: DataResource): DataResource[] {
    const secrets = (outputs.masterUserSecrets ?? []) as readonly { readonly secretArn?: string }[];
    const actions = TYPES["aws:secretsmanager/secret:Secret"]?.actions ?? {};
    return secrets.flatMap(({ secretArn: arn }) =>
        arn === undefined
            ? []
            : { name: `secret of the master of ${name}`, arn, account, actions, arnFor: () => arn },
    );
}

/** Account of an ARN; a bucket's has none. */
export function accountOf(arn: string): string | undefined {
    const [, , , , account = ""] = arn.split(":");
    return account === "" ? undefined : account;
}

function accountAmong(resources: readonly Resource[]): string {
    const arns = resources.map((resource) => textOf(resource, "arn") ?? "");
    return arns.map(accountOf).find((account) => account !== undefined) ?? "";
}

function policyOf(
    resource: Resource,
    { policy: kept }: Type,
    arn: string,
    resources: readonly Resource[],
): string | undefined {
    if (kept === undefined) {
        return textOf(resource, "policy");
    }
    const [type, on] = kept;
    const names = [arn, resource.id, textOf(resource, "bucket"), textOf(resource, "name")];
    const found = resources.find(
        (other) => other.type === type && names.includes(textOf(other, on) ?? other.id),
    );
    return found === undefined ? undefined : textOf(found, "policy");
}

function loginsOf(cluster: string, arn: string, resourceId: string): DataResource[] {
    const [, partition, , region, account = ""] = arn.split(":");
    return LOGIN_ROLES.filter(({ login }) => login === "iam").map(({ name }) => {
        const user = `arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/${name}`;
        return {
            name: `login ${name} of ${cluster}`,
            arn: user,
            account,
            actions: { "log in": ["rds-db:connect"] },
            arnFor: () => user,
        };
    });
}
