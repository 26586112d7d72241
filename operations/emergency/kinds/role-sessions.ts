import type { Kind } from "../kinds";

/** The name that the console of AWS gives it, so that each knows what the other has done. */
const PolicyName = "AWSRevokeOlderSessions";

/** A policy that ends every session that began before `moment`. */
export function endingSessions(moment: Date): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Deny",
                Action: "*",
                Resource: "*",
                Condition: { DateLessThan: { "aws:TokenIssueTime": moment.toISOString() } },
            },
        ],
    });
}

/** The inline policy of a role, by its ARN, that ends its sessions. */
export const roleSessions: Kind = {
    says: (arn) => `sessions of ${arn.split(":").at(-1) ?? arn}`,
    tell: (state) => (state === null ? "as they are" : `end, if from before ${momentIn(state)}`),
    look: async ({ clients }, arn) => {
        try {
            const RoleName = nameOf(arn);
            const { PolicyDocument = "" } = await clients.iam.getRolePolicy({
                RoleName,
                PolicyName,
            });
            return JSON.stringify(JSON.parse(decodeURIComponent(PolicyDocument)));
        } catch (error) {
            if ((error as Error).name === "NoSuchEntityException") {
                return null;
            }
            throw error;
        }
    },
    put: async ({ clients }, arn, state) => {
        const at = { RoleName: nameOf(arn), PolicyName };
        await (state === null
            ? clients.iam.deleteRolePolicy(at)
            : clients.iam.putRolePolicy({ ...at, PolicyDocument: String(state) }));
    },
};

/** Roles go by their names alone, whatever their paths. */
function nameOf(arn: string): string {
    return arn.split("/").at(-1) ?? "";
}

function momentIn(state: unknown): string {
    return /TokenIssueTime":"([^"]+)"/.exec(String(state))?.[1] ?? "?";
}
