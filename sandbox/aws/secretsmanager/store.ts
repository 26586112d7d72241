import { randomUUID } from "node:crypto";
import type { Account, Entry } from "../../cloud/account";
import type { Draft } from "../../cloud/model";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";

export const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
export const SECRET = "aws:secretsmanager/secret:Secret";

/** Not a resource of any program: one value that a secret has or had. */
const VALUE = "sandbox:secretsmanager/value";

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

/** One version of a secret. It is as secret as its value: never show one. */
export interface SecretValue {
    readonly secretArn: string;
    readonly versionId: string;
    readonly stages: readonly string[];
    readonly secretString?: string;
    readonly secretBinary?: string;
    /** ISO 8601. */
    readonly createdDate: string;
}

/** The secret of that ARN or name. */
export function findSecret(account: Account, id: string): Entry | undefined {
    return account.get(SECRET, id) ?? account.find(SECRET, "name", id);
}

/**
 * Adds a version, which becomes the current one unless `stages` says otherwise.
 *
 * @param id ARN of the secret, "|", id of the version
 */
export function putSecretValue(
    { account, urn }: Pick<Draft, "account" | "urn">,
    id: string,
    value: Pick<SecretValue, "secretString" | "secretBinary">,
    stages: readonly string[] = [CURRENT],
): void {
    const [secretArn = "", versionId = ""] = id.split("|");
    const isCurrent = stages.includes(CURRENT);
    for (const older of secretValues(account, secretArn)) {
        const kept = older.stages.filter(
            (stage) => !stages.includes(stage) && !(isCurrent && stage === PREVIOUS),
        );
        const isDemoted = isCurrent && older.stages.includes(CURRENT);
        save(account, urn, { ...older, stages: isDemoted ? [...kept, PREVIOUS] : kept });
    }
    const createdDate = new Date().toISOString();
    save(account, urn, { ...value, secretArn, versionId, stages, createdDate });
}

/** Every version of a secret, oldest first. */
export function secretValues(account: Account, secretArn: string): SecretValue[] {
    return account
        .all(VALUE)
        .map(({ outputs }) => outputs as unknown as SecretValue)
        .filter((value) => value.secretArn === secretArn);
}

/** The version of `secretArn` with that id, or else in that stage. */
export function secretValue(
    account: Account,
    secretArn: string,
    { versionId, stage = CURRENT }: { versionId?: string; stage?: string } = {},
): SecretValue | undefined {
    return secretValues(account, secretArn).find((value) =>
        versionId === undefined ? value.stages.includes(stage) : value.versionId === versionId,
    );
}

/** Deletes a secret that a service manages, or the values of one that is about to be deleted. */
export function forgetSecret(account: Account, secretArn: string): void {
    for (const { versionId } of secretValues(account, secretArn)) {
        account.remove(VALUE, `${secretArn}|${versionId}`);
    }
    account.remove(SECRET, secretArn);
    account.remove(ROTATION, secretArn);
}

/** Makes a secret that a service keeps for the resource of `draft`; answers its ARN. */
export function createManagedSecret(
    draft: Draft,
    owner: string,
    kmsKeyId: string,
    secretString: string,
): string {
    const { account, urn, region } = draft;
    const name = `${owner}!cluster-${randomUUID()}`;
    const id = arn(draft, "secretsmanager", `secret:${name}-${randomId(6)}`);
    const outputs = { arn: id, name, region, kmsKeyId, owningService: owner };
    account.put({ type: SECRET, id, urn, inputs: { name, kmsKeyId }, outputs });
    putSecretValue(draft, `${id}|${randomUUID()}`, { secretString });
    return id;
}

function save(account: Account, urn: string, value: SecretValue): void {
    const id = `${value.secretArn}|${value.versionId}`;
    account.put({ type: VALUE, id, urn, inputs: {}, outputs: { ...value } });
}
