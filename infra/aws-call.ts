import type { SSMClientResolvedConfig } from "@aws-sdk/client-ssm";

/** What is asked of a service of AWS. */
export interface AwsCall {
    /** As it is in its host's name and signs, such as `access-analyzer`. */
    readonly service: string;
    /**
     * Variable of the environment with the URL to call instead of AWS, as the SDKs name it, such as
     * `AWS_ENDPOINT_URL_ACCESSANALYZER`.
     */
    readonly endpoint: string;
    readonly method: "GET" | "POST";
    /** Such as `/detector`. */
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    /** Operation of a service that speaks JSON 1.1, such as `StarlingDoveService.DescribeX`. */
    readonly target?: string;
    /** What a `POST` sends, as JSON. @default an empty object */
    readonly body?: object;
}

/** An error as AWS answers it. */
export class AwsRefusal extends Error {
    constructor(
        /** Such as `AccessDeniedException`. */
        readonly code: string,
        message: string,
        /** Of HTTP. */
        readonly status: number,
    ) {
        super(message);
    }
}

/** Times that a question is asked, where AWS is busy or the line is bad. */
const ATTEMPTS = 4;

/**
 * Reads from a service of AWS for which there is neither a data source of the provider nor a client
 * here: a client of another service signs it, with the credentials of the environment
 * (`AWS_PROFILE`, a role of OIDC), and not with those of the provider's settings.
 * @returns the body of the answer
 * @throws AwsRefusal what AWS answers instead
 * @throws Error without credentials, or where AWS cannot be reached
 */
export async function awsCall(region: string, call: AwsCall): Promise<string> {
    // Takes a while, which only those wait for who ask.
    const { SSMClient } = await import("@aws-sdk/client-ssm");
    const client = new SSMClient({ region });
    try {
        for (let attempt = 1; ; attempt++) {
            try {
                return await ask(client.config, region, call);
            } catch (error) {
                if (attempt === ATTEMPTS || !mayPass(error)) {
                    throw error;
                }
                await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** attempt));
            }
        }
    } finally {
        client.destroy();
    }
}

/**
 * The account that the credentials of the environment belong to.
 * @throws as {@link awsCall} does
 */
export async function environmentAccount(region: string): Promise<string | undefined> {
    const answer = await awsCall(region, {
        service: "sts",
        endpoint: "AWS_ENDPOINT_URL_STS",
        method: "GET",
        path: "/",
        query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
    });
    return /<Account>(\d{12})</.exec(answer)?.[1];
}

async function ask(
    { signer: signerFor }: SSMClientResolvedConfig,
    region: string,
    { service: signingName, endpoint, method, path, query = {}, target, body: sent = {} }: AwsCall,
): Promise<string> {
    const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    const real = `https://${signingName}.${region}.${suffix}`;
    const url = new URL(path, process.env[endpoint] ?? real);
    const body = method === "POST" ? JSON.stringify(sent) : undefined;
    const signer = await signerFor({
        name: "sigv4",
        signingName,
        signingRegion: region,
        properties: {},
    });
    const { headers } = await signer.sign({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path,
        query: { ...query },
        headers: {
            host: url.host,
            ...(target !== undefined && {
                "content-type": "application/x-amz-json-1.1",
                "x-amz-target": target,
            }),
        },
        body,
    });
    url.search = new URLSearchParams(query).toString();
    const response = await fetch(url, { method, headers, body }).catch((error: unknown) => {
        // It says no more than "fetch failed".
        const { message } = ((error as Error).cause ?? error) as Error;
        throw new Unreachable(`${url.host} cannot be reached: ${message}`, { cause: error });
    });
    const text = await response.text();
    if (!response.ok) {
        throw refusal(response, text);
    }
    return text;
}

class Unreachable extends Error {}

function mayPass(error: unknown): boolean {
    return error instanceof AwsRefusal
        ? error.status === 429 || error.status >= 500 || /thrott/i.test(error.code)
        : error instanceof Unreachable;
}

/** Services say the code in the header or in the body, with or without a name space; STS in XML. */
function refusal({ headers, status }: Response, text: string): AwsRefusal {
    const body = parsed(text);
    const inXml = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1];
    const code =
        headers.get("x-amzn-errortype") ??
        body.__type ??
        body.code ??
        inXml("Code") ??
        String(status);
    const name = code.replace(/^.*#/, "").replace(/:.*$/, "");
    return new AwsRefusal(name, body.message ?? body.Message ?? inXml("Message") ?? text, status);
}

function parsed(text: string): Partial<Record<string, string>> {
    try {
        return JSON.parse(text) as Partial<Record<string, string>>;
    } catch {
        return {};
    }
}
