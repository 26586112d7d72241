import { randomBytes, randomUUID } from "node:crypto";
import type { Account, Entry } from "../../cloud/account";
import type { Backends } from "../../cloud/backends";
import {
    AwsError,
    between,
    bool,
    type Draft,
    matching,
    type Model,
    num,
    obj,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { invocationProblem } from "../lambda/invocation";
import { CLUSTER, INSTANCE } from "../rds/types";
import { anyArn } from "../shared/forms";
import { broken, exactlyOne, isGiven, objectOf } from "../shared/rules";
import { rateHours, schedule } from "../shared/schedule";
import { findSecret, putSecretValue, ROTATION, secretValue } from "./store";

/** Hours that must lie between two rotations at least. */
const MIN_HOURS = 4;

function rotationSchedule(value: string): string | undefined {
    const problem = schedule("cron", "rate")(value);
    if (problem !== undefined) {
        return problem;
    }
    if (value.startsWith("cron") && !/^cron\(0 .* \*\)$/.test(value)) {
        return `must have 0 as its minutes and "*" as its year, got "${value}"`;
    }
    return (rateHours(value) ?? MIN_HOURS) < MIN_HOURS
        ? `must be at least ${MIN_HOURS} hours apart, got "${value}"`
        : undefined;
}

/**
 * When a secret gets a new value: by a function, or by the service that owns the secret. Unless
 * `rotateImmediately` is false, it gets one at once.
 */
const secretRotation: Model = {
    type: ROTATION,
    untaggable: true,
    fields: {
        rotateImmediately: bool({ default: true }),
        rotationEnabled: bool(),
        rotationLambdaArn: str({ check: anyArn }),
        rotationRules: obj({
            automaticallyAfterDays: num({ check: between(1, 1000) }),
            duration: str({ check: matching(/^([1-9]|1\d|2[0-4])h$/, 'hours such as "3h"') }),
            scheduleExpression: str({ check: rotationSchedule }),
        }),
        secretId: str({ required: true, replaces: true }),
    },
    rules: rotationFailures,
    id: (draft) => secretOf(draft).id,
    outputs: { rotationEnabled: ({ inputs }) => inputs.rotationEnabled ?? true },
    refuse: (draft) => {
        const secret = secretOf(draft);
        const isManaged = secret.outputs.owningService !== undefined;
        const { rotationEnabled, rotationLambdaArn } = draft.inputs;
        if (isManaged) {
            refuseLambda(draft);
            refuseNoInstance(draft, secret);
        } else if (rotationEnabled !== false) {
            refuseUninvoked(draft, secret, rotationLambdaArn);
        }
    },
    onCreate: rotate,
    onUpdate: (_, after) => rotate(after),
};

function rotationFailures(inputs: Props): Failure[] {
    const rules = objectOf(inputs.rotationRules);
    const isOff = inputs.rotationEnabled === false;
    const known =
        inputs.rotationEnabled === undefined || typeof inputs.rotationEnabled === "boolean";
    return [
        ...broken(
            [
                isOff && isGiven(inputs, "rotationRules"),
                "rotationRules",
                "cannot be given with rotationEnabled: false",
            ],
            [
                known && !isOff && !isGiven(inputs, "rotationRules"),
                "rotationRules",
                "is required unless rotationEnabled is false",
            ],
        ),
        ...(rules === undefined
            ? []
            : exactlyOne(rules, "automaticallyAfterDays", "scheduleExpression").map(
                  ({ property, reason }) => ({ property: `rotationRules.${property}`, reason }),
              )),
    ];
}

function refuseLambda({ inputs }: Draft): void {
    if (isGiven(inputs, "rotationLambdaArn")) {
        throw new AwsError(
            "InvalidParameterException",
            "rotationLambdaArn: the service that owns the secret rotates it; leave it out",
        );
    }
}

/** What AWS makes of a cluster without instances is its own rotation again, a while later. */
function refuseNoInstance({ account }: Draft, secret: Entry): void {
    const cluster = clusterOf(account, secret);
    const isServed = account
        .all(INSTANCE)
        .some(({ inputs }) => inputs.clusterIdentifier === cluster?.id);
    if (cluster !== undefined && !isServed) {
        throw new AwsError(
            "InvalidRequestException",
            `secretId: the cluster ${cluster.id} of the secret has no instance yet; let the ` +
                "rotation depend on one",
        );
    }
}

function refuseUninvoked(draft: Draft, secret: Entry, functionArn: unknown): void {
    if (typeof functionArn !== "string") {
        throw new AwsError(
            "InvalidParameterException",
            "rotationLambdaArn: is required, because no service rotates this secret",
        );
    }
    const publisher = { service: "secretsmanager.amazonaws.com", sourceArn: secret.id };
    const problem = invocationProblem(draft, functionArn, publisher);
    if (problem !== undefined) {
        throw new AwsError(
            "AccessDeniedException",
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function " +
                `policy grants access to the principal secretsmanager.amazonaws.com: ${problem}`,
        );
    }
}

/** Gives a managed secret its new value where it is to have one at once. Functions are not run. */
async function rotate(draft: Draft): Promise<void> {
    const { rotateImmediately, rotationEnabled } = draft.inputs;
    if (rotateImmediately !== false && rotationEnabled !== false) {
        await rotateManagedSecret(draft.account, draft.backends, secretOf(draft));
    }
}

/** Does what the service that owns a secret does at its times: a new value, for the cluster too. */
export async function rotateManagedSecret(
    account: Account,
    { postgres }: Pick<Backends, "postgres">,
    secret: Entry,
): Promise<void> {
    const cluster = clusterOf(account, secret);
    if (cluster === undefined) {
        return;
    }
    const { urn } = secret;
    const value = JSON.parse(secretValue(account, secret.id)?.secretString ?? "{}") as Props;
    const password = randomBytes(21).toString("base64url");
    await postgres.setMasterPassword(cluster.id, password);
    putSecretValue({ account, urn }, `${secret.id}|${randomUUID()}`, {
        secretString: JSON.stringify({ ...value, password }),
    });
}

/** The cluster whose master user the secret is for. */
function clusterOf(account: Draft["account"], secret: Entry): Entry | undefined {
    return secret.outputs.owningService === "rds"
        ? account.all(CLUSTER).find(({ urn }) => urn === secret.urn)
        : undefined;
}

function secretOf({ account, inputs }: Pick<Draft, "account" | "inputs">): Entry {
    const id = inputs.secretId as string;
    const found = findSecret(account, id);
    if (found === undefined) {
        throw new AwsError(
            "ResourceNotFoundException",
            `Secrets Manager can't find the secret ${id}.`,
        );
    }
    return found;
}

export const rotationModels: readonly Model[] = [secretRotation];
