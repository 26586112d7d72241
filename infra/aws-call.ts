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
}

/** An error as AWS answers it. */
export class AwsRefusal extends Error {
    constructor(
        /** Such as `AccessDeniedException`. */
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

/**
 * Reads from a service of AWS for which there is neither a data source of the provider nor a client
 * here: a client of another service signs it, with the credentials of the environment
 * (`AWS_PROFILE`, a role of OIDC).
 * @throws AwsRefusal what AWS answers instead
 * @throws Error without credentials, or where AWS cannot be reached
 */
export async function awsCall(region: string, call: AwsCall): Promise<unknown> {
    // Takes a while, which only those wait for who ask.
    const { SSMClient } = await import("@aws-sdk/client-ssm");
    const client = new SSMClient({ region });
    try {
        const { service: signingName, endpoint, method, path, query = {}, target } = call;
        const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        const real = `https://${signingName}.${region}.${suffix}`;
        const url = new URL(path, process.env[endpoint] ?? real);
        const body = method === "POST" ? "{}" : undefined;
        const signer = await client.config.signer({
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
        const response = await fetch(url, { method, headers, body });
        const text = await response.text();
        if (!response.ok) {
            throw refusal(response, text);
        }
        return JSON.parse(text);
    } finally {
        client.destroy();
    }
}

/** Services say the code in the header or in the body, with or without a name space. */
function refusal({ headers, status }: Response, text: string): AwsRefusal {
    const body = parsed(text);
    const code = headers.get("x-amzn-errortype") ?? body.__type ?? body.code ?? String(status);
    const name = code.replace(/^.*#/, "").replace(/:.*$/, "");
    return new AwsRefusal(name, body.message ?? body.Message ?? text);
}

function parsed(text: string): Partial<Record<string, string>> {
    try {
        return JSON.parse(text) as Partial<Record<string, string>>;
    } catch {
        return {};
    }
}
