import type { IncomingMessage } from "node:http";
import type { Account, Entry } from "../cloud/account";
import { serveLoopback } from "../shared/loopback";
import { ANALYZER } from "./accessanalyzer/analyzer";
import { CHANNEL, RECORDER } from "./cfg/types";
import { MONITOR } from "./costexplorer";
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
    /** Text is XML. */
    readonly body: object | string;
}

const ok = (body: object): Answer => ({ status: 200, body });

const SERVICES = [
    "ACCESSANALYZER",
    "CONFIG_SERVICE",
    "COST_EXPLORER",
    "GUARDDUTY",
    "MACIE2",
    "SECURITYHUB",
    "STS",
];

interface Asked {
    readonly account: Account;
    readonly region: string;
    /** Everything of a type in the region that is asked. */
    readonly there: (type: string) => Entry[];
    readonly query: URLSearchParams;
    /** Operation, of a service that speaks JSON 1.1. */
    readonly target: string;
}

/** By service, as requests are signed for it: what it says of what is there. */
const ANSWERS: Readonly<Record<string, (asked: Asked) => Answer>> = {
    sts: ({ account: { accountId } }) => ({
        status: 200,
        body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/sandbox</Arn><UserId>AIDASANDBOX</UserId><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    }),
    guardduty: ({ there }) => ok({ detectorIds: there(DETECTOR).map(({ id }) => id) }),
    config: ({ there, target }) =>
        target === "StarlingDoveService.DescribeDeliveryChannels"
            ? ok({
                  DeliveryChannels: there(CHANNEL).map(({ id, inputs }) => ({
                      name: id,
                      s3BucketName: inputs.s3BucketName,
                  })),
              })
            : ok({
                  ConfigurationRecorders: there(RECORDER).map(({ id, inputs }) => ({
                      name: id,
                      roleARN: inputs.roleArn,
                  })),
              }),
    "access-analyzer": ({ there, query }) =>
        ok({
            analyzers: there(ANALYZER)
                .filter(({ inputs }) => inputs.type === query.get("type"))
                .map(({ id, outputs }) => ({ name: id, arn: outputs.arn })),
        }),
    // Of no region, and asked in one.
    ce: ({ account, region }) =>
        region === "us-east-1"
            ? ok({
                  AnomalyMonitors: account.all(MONITOR).map(({ id, inputs }) => ({
                      MonitorArn: id,
                      MonitorName: inputs.name,
                      MonitorType: inputs.monitorType,
                      MonitorDimension: inputs.monitorDimension,
                  })),
              })
            : refused("UnknownEndpoint", `there is no endpoint of Cost Explorer in ${region}`),
    securityhub: ({ there }) => {
        const [hub] = there(HUB);
        return hub === undefined
            ? refused("InvalidAccessException", "Account is not subscribed to AWS Security Hub")
            : ok({ HubArn: hub.outputs.arn });
    },
    macie2: ({ there }) => {
        const [session] = there(MACIE);
        return session === undefined
            ? refused("AccessDeniedException", "Macie is not enabled.")
            : ok({ status: session.outputs.status });
    },
};

/** Serves what `account` has. */
export async function serveSingletons(account: Account): Promise<SingletonsEndpoint> {
    const { url, close } = await serveLoopback((request, response) => {
        const { status, body } = answer(account, request);
        const xml = typeof body === "string";
        response.writeHead(status, { "content-type": xml ? "text/xml" : "application/json" });
        response.end(xml ? body : JSON.stringify(body));
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
    const there = (type: string) =>
        account.all(type).filter(({ outputs }) => outputs.region === region);
    const known = ANSWERS[service];
    return known === undefined
        ? refused("UnknownOperationException", `the sandbox does not answer for "${service}"`)
        : known({
              account,
              region,
              there,
              query: new URL(url, "http://localhost").searchParams,
              target: String(headers["x-amz-target"] ?? ""),
          });
}

function refused(code: string, message: string): Answer {
    return { status: 403, body: { __type: code, message } };
}
