import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Account } from "../../cloud/account";
import { serveLoopback } from "../../shared/loopback";
import { findSecret, putSecretValue, secretValue } from "./store";

/** The service's API on a loopback port, for programs that call it with an SDK. */
export interface SecretsEndpoint {
    /** What tells the SDKs of AWS to come here, with credentials that are good nowhere else. */
    readonly env: Readonly<Record<string, string>>;
    close(): void;
}

/** An error as AWS answers it. */
export class Refusal extends Error {
    constructor(
        readonly code: string,
        message: string,
        readonly status = 400,
    ) {
        super(message);
    }
}

interface Request {
    readonly SecretId: string;
    readonly SecretString?: string;
}

type Operation = (account: Account, request: Request) => object;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
    GetSecretValue: (account, { SecretId }) => {
        const { id, outputs } = existing(account, SecretId);
        const value = secretValue(account, id);
        if (value === undefined) {
            throw new Refusal(
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
            );
        }
        return {
            ARN: id,
            Name: outputs.name,
            VersionId: value.versionId,
            SecretString: value.secretString,
            VersionStages: value.stages,
        };
    },
    PutSecretValue: (account, { SecretId, SecretString }) => {
        const { id, urn, outputs } = existing(account, SecretId);
        const VersionId = randomUUID();
        putSecretValue({ account, urn }, `${id}|${VersionId}`, {
            secretString: SecretString ?? "",
        });
        return { ARN: id, Name: outputs.name, VersionId, VersionStages: ["AWSCURRENT"] };
    },
};

/** Serves the secrets of `account`. */
export async function serveSecrets(account: Account): Promise<SecretsEndpoint> {
    const { url, close } = await serveLoopback((request, response) => {
        void answer(account, request).then(({ status, body }) => {
            response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
            response.end(JSON.stringify(body));
        });
    });
    return {
        env: {
            AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
            AWS_ACCESS_KEY_ID: "sandbox",
            AWS_SECRET_ACCESS_KEY: "sandbox",
            AWS_SESSION_TOKEN: "",
        },
        close,
    };
}

async function answer(account: Account, request: IncomingMessage) {
    const name = String(request.headers["x-amz-target"]).replace("secretsmanager.", "");
    try {
        const operation = OPERATIONS[name];
        if (operation === undefined) {
            throw new Refusal("UnknownOperationException", `the sandbox does not know ${name}`);
        }
        const body = operation(account, JSON.parse(await text(request)) as Request);
        return { status: 200, body };
    } catch (error) {
        const { message } = error as Error;
        const code = error instanceof Refusal ? error.code : "InternalServiceError";
        return { status: error instanceof Refusal ? 400 : 500, body: { __type: code, message } };
    }
}

function existing(account: Account, id: string) {
    const found = findSecret(account, id);
    if (found === undefined) {
        throw new Refusal(
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret.",
        );
    }
    return found;
}
