import { randomBytes } from "node:crypto";
import { OPERATIONS } from "../aws/secretsmanager/endpoint";
import { findSecret, SECRET, secretValue } from "../aws/secretsmanager/store";
import { CLUSTER } from "../aws/rds/types";
import type { Call, Service } from "./service";
import { Refusal } from "./service";

/** What dynamic providers call, and what only commands do. */
export const secrets: Service = {
    GetSecretValue: (call) => asBefore(call, "GetSecretValue"),
    PutSecretValue: (call) => asBefore(call, "PutSecretValue"),
    ListSecrets: ({ account, input }) => {
        const [filter] = (input.Filters ?? []) as { Values: string[] }[];
        return {
            SecretList: account
                .all(SECRET)
                .filter(({ outputs }) =>
                    (filter?.Values ?? [""]).some((start) =>
                        String(outputs.name).startsWith(start),
                    ),
                )
                .map(({ id, outputs }) => ({ ARN: id, Name: outputs.name })),
        };
    },
    RotateSecret: async (call) => {
        const { account, input, postgres } = call;
        const secret = findSecret(account, String(input.SecretId));
        if (secret === undefined) {
            throw new Refusal(
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret.",
            );
        }
        const cluster = account.all(CLUSTER).find(({ urn }) => urn === secret.urn);
        if (secret.outputs.owningService !== "rds" || cluster === undefined) {
            throw new Refusal(
                "InvalidRequestException",
                "You must specify a Lambda function ARN that will be used for rotation.",
            );
        }
        const old = JSON.parse(secretValue(account, secret.id)?.secretString ?? "{}") as object;
        const password = randomBytes(21).toString("base64url");
        await postgres.setMasterPassword(cluster.id, password);
        const SecretString = JSON.stringify({ ...old, password });
        asBefore({ ...call, input: { SecretId: secret.id, SecretString } }, "PutSecretValue");
        return { ARN: secret.id };
    },
};

function asBefore({ account, input }: Pick<Call, "account" | "input">, operation: string) {
    const request = input as unknown as Parameters<(typeof OPERATIONS)[string]>[1];
    return { ...OPERATIONS[operation]?.(account, request) };
}
