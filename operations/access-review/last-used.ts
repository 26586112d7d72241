import { setTimeout as pause } from "node:timers/promises";
import { run } from "../shared/tool";
import { type Access, type Mark, unused } from "./finding";
import { type Identity } from "./identities";

/** Days without a use after which an access is none that anybody needs; what Access Analyzer takes. */
const DAYS = 90;

const DAY_MS = 86_400_000;

/** How often IAM is asked whether it has counted, and how long between. */
const ATTEMPTS = 30;
const PAUSE_MS = 1000;

/** What IAM counts uses by: the beginning of an action. */
const SERVICES: Readonly<Record<string, string>> = {
    table: "dynamodb",
    cache: "dax",
    bucket: "s3",
    secret: "secretsmanager",
    key: "kms",
    stream: "kinesis",
    cluster: "rds",
};

interface Job {
    readonly JobId?: string;
}

interface Details {
    readonly JobStatus?: string;
    readonly ServicesLastAccessed?: readonly {
        readonly ServiceNamespace: string;
        readonly LastAuthenticated?: string;
    }[];
}

/**
 * Marks what IAM has not seen in use for {@link DAYS} days, by the AWS CLI: roles, users, groups and
 * policies, by service. IAM does not count logins to the database.
 * @throws Error when IAM does not answer
 */
export async function markUnused(
    accesses: readonly Access[],
    identities: readonly Identity[],
    now = Date.now(),
): Promise<Access[]> {
    const used = new Map<string, ReadonlyMap<string, string>>();
    for (const { name, arn } of identities) {
        if (arn !== undefined && accesses.some(({ who }) => who === name)) {
            used.set(name, await servicesOf(arn));
        }
    }
    return accesses.map((access) => {
        const service = SERVICES[access.what.split(" ")[0] ?? ""];
        const services = used.get(access.who);
        if (services === undefined || service === undefined) {
            return access;
        }
        const mark = markOf(service, services.get(service), now);
        return mark === undefined ? access : { ...access, marks: [...access.marks, mark] };
    });
}

function markOf(service: string, last: string | undefined, now: number): Mark | undefined {
    if (last === undefined) {
        return unused(`never used for ${service}, as far as IAM remembers`);
    }
    const days = Math.floor((now - Date.parse(last)) / DAY_MS);
    return days > DAYS ? unused(`not used for ${service} since ${last.slice(0, 10)}`) : undefined;
}

/** When a role or policy was last used, by service. */
async function servicesOf(arn: string): Promise<ReadonlyMap<string, string>> {
    const { JobId: job = "" } = await iam<Job>(
        "generate-service-last-accessed-details",
        "--arn",
        arn,
    );
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const { JobStatus: status, ServicesLastAccessed: services = [] } = await iam<Details>(
            "get-service-last-accessed-details",
            ...["--job-id", job],
            // Of its own accord it tells of 100, which whoever may do nearly everything has more of.
            ...["--max-items", "1000"],
        );
        if (status === "COMPLETED") {
            return new Map(
                services.flatMap(({ ServiceNamespace: name, LastAuthenticated: last }) =>
                    last === undefined ? [] : [[name, last] as const],
                ),
            );
        }
        if (status === "FAILED") {
            break;
        }
        await pause(PAUSE_MS);
    }
    throw new Error(`IAM does not tell when ${arn} was last used; try again later`);
}

async function iam<Answer>(operation: string, ...args: string[]): Promise<Answer> {
    const result = await run("aws", ["iam", operation, ...args, "--output", "json"]);
    if (!result.ok) {
        throw new Error(
            result.missing
                ? "--last-used needs the AWS CLI: https://docs.aws.amazon.com/cli/"
                : `aws iam ${operation}: ${result.reason}`,
        );
    }
    return JSON.parse(result.stdout) as Answer;
}
