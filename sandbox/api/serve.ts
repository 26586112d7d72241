import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { Refusal } from "../aws/secretsmanager/endpoint";
import type { Account } from "../cloud/account";
import type { Props } from "../provider/provider";
import { serveLoopback } from "../shared/loopback";
import { dax, dynamodb, lambda, ssm } from "./data";
import { ec2 } from "./ec2";
import { iam } from "./iam";
import { rds, rdsItem } from "./rds";
import { secrets } from "./secrets";
import type { Call, Service } from "./service";
import { formInput, xml } from "./xml";

/** By the names that requests are signed for. */
const SERVICES: Readonly<Record<string, Service>> = {
    dax,
    dynamodb,
    ec2,
    iam,
    lambda,
    rds,
    secretsmanager: secrets,
    ssm,
    sts: {
        GetCallerIdentity: ({ account }) => ({
            Account: account.accountId,
            Arn: `arn:aws:iam::${account.accountId}:user/sandbox`,
        }),
    },
};

/** What goes on in the simulated account when programs call AWS, on a loopback port. */
export interface Api {
    readonly endpoint: string;
    close(): void;
}

/** Answers the calls that commands of this repository make of AWS, out of `account`. */
export async function serveApi(account: Account, postgres: Call["postgres"]): Promise<Api> {
    // One after another: each of them reads, and then writes.
    let turn: Promise<unknown> = Promise.resolve();
    const { url, close } = await serveLoopback((request, response) => {
        turn = turn.then(async () => {
            const { status, type, body } = await answer(account, postgres, request);
            response.writeHead(status, { "content-type": type });
            response.end(body);
        });
    });
    return { endpoint: url, close };
}

interface Request {
    readonly service: string;
    readonly region: string;
    readonly operation: string;
    readonly input: Props;
    readonly isXml: boolean;
}

async function answer(
    account: Account,
    postgres: Call["postgres"],
    message: IncomingMessage,
): Promise<{ status: number; type: string; body: string }> {
    const request = await read(message);
    const { service, region, operation, input, isXml } = request;
    const type = isXml ? "text/xml" : "application/x-amz-json-1.1";
    try {
        const work = SERVICES[service]?.[operation];
        if (work === undefined) {
            throw new Refusal(
                "UnknownOperationException",
                `the sandbox does not know ${service} ${operation}`,
            );
        }
        const output = await work({ account, region, input, postgres });
        return {
            status: 200,
            type,
            body: isXml ? response(request, output) : JSON.stringify(output),
        };
    } catch (error) {
        const { message: why } = error as Error;
        const [code, status] =
            error instanceof Refusal ? [error.code, error.status] : ["InternalFailure", 500];
        return { status, type, body: isXml ? fault(request, code, why) : refusal(code, why) };
    }
}

async function read(message: IncomingMessage): Promise<Request> {
    const { authorization = "", "x-amz-target": target } = message.headers;
    const [, region = "", service = ""] =
        /Credential=[^/]*\/\d+\/([^/]*)\/([^/]*)\//.exec(authorization) ?? [];
    const body = await text(message);
    if (typeof target === "string") {
        const operation = target.split(".").at(-1) ?? "";
        return { service, region, operation, input: JSON.parse(body) as Props, isXml: false };
    }
    if (service === "lambda") {
        const [, name = ""] = /\/functions\/([^/]+)\/concurrency$/.exec(message.url ?? "") ?? [];
        const verb = { GET: "Get", PUT: "Put", DELETE: "Delete" }[message.method ?? ""] ?? "";
        const given = body === "" ? {} : (JSON.parse(body) as Props);
        const input = { ...given, FunctionName: decodeURIComponent(name) };
        return { service, region, operation: `${verb}FunctionConcurrency`, input, isXml: false };
    }
    const input = formInput(body);
    return { service, region, operation: String(input.Action), input, isXml: true };
}

function response({ service, operation }: Request, output: Props): string {
    const id = "sandbox";
    const itemOf = service === "ec2" ? () => "item" : rdsItem;
    const inside =
        service === "ec2"
            ? { requestId: id, ...output }
            : { [`${operation}Result`]: output, ResponseMetadata: { RequestId: id } };
    return xml({ [`${operation}Response`]: inside }, itemOf);
}

function fault({ service }: Request, Code: string, Message: string): string {
    return service === "ec2"
        ? xml({ Response: { Errors: [{ Code, Message }], RequestID: "sandbox" } }, () => "Error")
        : xml(
              { ErrorResponse: { Error: { Type: "Sender", Code, Message }, RequestId: "sandbox" } },
              rdsItem,
          );
}

/** The header that JSON services name their errors in has a place in the body as well. */
function refusal(code: string, message: string): string {
    return JSON.stringify({ __type: code, message });
}
