import { ON_ITEMS } from "../../../infra/dynamodb/resource-policy";
import { breakGlassRoleName } from "../../../infra/guardrails/break-glass-rights";
import type { State } from "../journal";
import type { Kind } from "../kinds";
import { whenFree } from "../ready";
import type { Scene } from "../scene";

/** Of the statement that isolates: told from whatever else the policy says. */
const SID = "EmergencyIsolation";

interface Document {
    readonly Version: string;
    readonly Statement: readonly { readonly Sid?: string }[];
}

/** What hands out items, beside what reads and writes them. */
const HANDING_OUT = [
    "dynamodb:ExportTableToPointInTime",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
];

/**
 * The policy with a statement that keeps everybody from the items, but the break-glass role, and AWS's
 * own that replicate and scale the table: replication that is refused ends for good.
 *
 * @param arn of a table or of its stream, each of which takes other actions
 */
export function isolating({ prefix }: Pick<Scene, "prefix">, arn: string, policy: State): string {
    const { Version, Statement } =
        policy === null
            ? { Version: "2012-10-17", Statement: [] }
            : (JSON.parse(String(policy)) as Document);
    const [, partition = "", , , account = ""] = arn.split(":");
    const role = (name: string) => `arn:${partition}:iam::${account}:role/${name}`;
    const isStream = arn.includes("/stream/");
    const deny = {
        Sid: SID,
        Effect: "Deny",
        Principal: "*",
        Action: isStream ? HANDING_OUT.slice(1) : [...ON_ITEMS, ...HANDING_OUT.slice(0, 1)],
        Resource: isStream ? arn : [arn, `${arn}/index/*`],
        Condition: {
            ArnNotLike: {
                "aws:PrincipalArn": [role(breakGlassRoleName(prefix)), role("aws-service-role/*")],
            },
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
    };
    return JSON.stringify({
        Version,
        Statement: [...Statement.filter(({ Sid }) => Sid !== SID), deny],
    });
}

/** The resource policy of a table or of a stream, by its ARN. */
export const tablePolicy: Kind = {
    says: (arn) => `policy of ${arn.split(":").slice(3).join(":")}`,
    tell: (state) =>
        state === null
            ? "none"
            : String(state).includes(SID)
              ? "one that keeps everybody out"
              : "one that does not",
    look: async ({ clients }, ResourceArn) => {
        try {
            const { Policy = null } = await dynamodb(clients, ResourceArn).getResourcePolicy({
                ResourceArn,
            });
            // In one way of writing, whatever DynamoDB makes of it.
            return Policy === null ? null : JSON.stringify(JSON.parse(Policy));
        } catch (error) {
            if ((error as Error).name === "PolicyNotFoundException") {
                return null;
            }
            throw error;
        }
    },
    put: async (scene, ResourceArn, state) => {
        const client = dynamodb(scene.clients, ResourceArn);
        await whenFree(scene, () =>
            state === null
                ? client.deleteResourcePolicy({ ResourceArn })
                : client.putResourcePolicy({ ResourceArn, Policy: String(state) }),
        );
    },
};

function dynamodb(clients: Scene["clients"], arn: string) {
    return clients.dynamodb(arn.split(":")[3] ?? "");
}
