import { TABLES } from "../../tables/tables";
import { type Check, problem, value } from "../shared/check";
import { type Attempts, connect, type Target } from "./target";

/**
 * Any server of DynamoDB's API, such as DynamoDB Local. Credentials are those in the environment;
 * without any, such as a local server takes.
 * @param prefix start of the tables' names there
 */
export function endpointTarget(
    endpoint: string,
    prefix: string,
    attempts: Attempts,
): Check<Target> {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
        return problem(
            `--endpoint is ${JSON.stringify(endpoint)}: give an address such as http://localhost:8000, or sandbox`,
        );
    }
    if (/\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(url.hostname)) {
        return problem(
            `--endpoint is AWS's own (${url.hostname}): say --stack <name>, which knows the tables there`,
        );
    }
    const { AWS_ACCESS_KEY_ID, AWS_REGION = "us-east-1" } = process.env;
    const again = `--endpoint ${endpoint}${prefix === "" ? "" : ` --prefix ${prefix}`}`;
    const load = `npm run data -- load ${again}`;
    return value({
        kind: "endpoint",
        where: `at ${endpoint}`,
        host:
            url.port === "" ? `${url.hostname}:${url.protocol === "https:" ? 443 : 80}` : url.host,
        client: connect({
            ...attempts,
            endpoint,
            region: AWS_REGION,
            ...(AWS_ACCESS_KEY_ID === undefined && {
                credentials: { accessKeyId: "local", secretAccessKey: "local" },
            }),
        }),
        tables: Object.fromEntries(TABLES.map(({ name }) => [name, { name: prefix + name }])),
        isHere: /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname),
        isProd: false,
        whenSilent: "start the server, or name another --endpoint",
        toMake: load,
        toRemake: `drop it, then ${load}`,
        toMakeAgain: `${load} makes it anew, empty`,
        toUnprotect: `aws dynamodb update-table --endpoint-url ${endpoint} --no-deletion-protection-enabled --table-name <name>`,
    });
}
