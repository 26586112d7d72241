import type { IncomingMessage } from "node:http";
import type { Account, Entry } from "../cloud/account";
import { serveLoopback } from "../shared/loopback";
import { ANALYZER } from "./accessanalyzer/analyzer";
import { RECORDER } from "./cfg/types";
import { DETECTOR } from "./guardduty/detector";
import { MACIE } from "./macie2/session";
import { HUB } from "./securityhub/hub";

/** Answers on a loopback port, as those services do of which a program asks what there is. */
export interface SingletonsEndpoint {
    /** What sends the programs' questions here. */
    readonly env: Readonly<Record<string, string>>;
    close(): void;
}

interface Answer {
    readonly status: number;
    readonly body: object;
}

const ok = (body: object): Answer => ({ status: 200, body });

const SERVICES = ["GUARDDUTY", "CONFIG_SERVICE", "ACCESSANALYZER", "SECURITYHUB", "MACIE2"];

/** By service, as requests are signed for it: what is asked, and what it says of `there`. */
const ANSWERS: Readonly<Record<string, (there: Of, query: URLSearchParams) => Answer>> = {
    guardduty: (there) => ok({ detectorIds: there(DETECTOR).map(({ id }) => id) }),
    config: (there) =>
        ok({
            ConfigurationRecorders: there(RECORDER).map(({ id, inputs }) => ({
                name: id,
                roleARN: inputs.roleArn,
            })),
        }),
    "access-analyzer": (there, query) =>
        ok({
            analyzers: there(ANALYZER)
                .filter(({ inputs }) => inputs.type === query.get("type"))
                .map(({ id, outputs }) => ({ name: id, arn: outputs.arn })),
        }),
    securityhub: (there) => {
        const [hub] = there(HUB);
        return hub === undefined
            ? refused("InvalidAccessException", "Account is not subscribed to AWS Security Hub")
            : ok({ HubArn: hub.outputs.arn });
    },
    macie2: (there) => {
        const [session] = there(MACIE);
        return session === undefined
            ? refused("AccessDeniedException", "Macie is not enabled.")
            : ok({ status: session.outputs.status });
    },
};

/** Everything of a type in the region that is asked. */
type Of = (type: string) => Entry[];

/** Serves what `account` has. */
export async function serveSingletons(account: Account): Promise<SingletonsEndpoint> {
    const { url, close } = await serveLoopback((request, response) => {
        const { status, body } = answer(account, request);
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
    });
    return {
        env: Object.fromEntries(SERVICES.map((name) => [`AWS_ENDPOINT_URL_${name}`, url])),
        close,
    };
}

function answer(account: Account, { url = "", headers }: IncomingMessage): Answer {
    // Credential=<key>/<day>/<region>/<service>/aws4_request
    const [, , region = "", service = ""] =
        /Credential=([^,]*)/.exec(headers.authorization ?? "")?.[1]?.split("/") ?? [];
    const there: Of = (type) =>
        account.all(type).filter(({ outputs }) => outputs.region === region);
    const known = ANSWERS[service];
    return known === undefined
        ? refused("UnknownOperationException", `the sandbox does not answer for "${service}"`)
        : known(there, new URL(url, "http://localhost").searchParams);
}

function refused(code: string, message: string): Answer {
    return { status: 403, body: { __type: code, message } };
}
