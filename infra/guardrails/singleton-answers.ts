import { type AwsCall, awsCall, AwsRefusal } from "../aws-call";
import { userError } from "../user-error";
import { goWithout, placeOf, type Singleton } from "./singleton-modes";

/** How a service is asked for the one that it has, and how its answer is read. */
interface Question {
    readonly call: AwsCall;
    /** What whoever deploys has to be allowed. */
    readonly permission: string;
    /** The id in the answer; `undefined` where there is none. */
    readonly read: (answer: never) => string | undefined;
    /** How the service words that there is none, where it does so by an error. */
    readonly none?: RegExp;
    /** The one region that answers for all. @default the region that is asked about */
    readonly region?: string;
}

/** What an answer may have that is not all. */
interface Page {
    readonly NextPageToken?: string;
}

interface Monitor {
    readonly MonitorArn: string;
    readonly MonitorDimension?: string;
}

interface Named {
    readonly name: string;
    /** Of those that a service of AWS has for itself, beside the customer's one. */
    readonly servicePrincipal?: string;
}

const analyzers = (type: string): Question => ({
    call: {
        service: "access-analyzer",
        endpoint: "AWS_ENDPOINT_URL_ACCESSANALYZER",
        method: "GET",
        path: "/analyzer",
        query: { type },
    },
    permission: "access-analyzer:ListAnalyzers",
    read: ({ analyzers: found }: { analyzers: Named[] }) => found[0]?.name,
});

const config = (operation: string): AwsCall => ({
    service: "config",
    endpoint: "AWS_ENDPOINT_URL_CONFIG_SERVICE",
    method: "POST",
    path: "/",
    target: `StarlingDoveService.${operation}`,
});

const QUESTIONS: Readonly<Record<Singleton, Question>> = {
    // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html
    detector: {
        call: {
            service: "guardduty",
            endpoint: "AWS_ENDPOINT_URL_GUARDDUTY",
            method: "GET",
            path: "/detector",
        },
        permission: "guardduty:ListDetectors",
        read: ({ detectorIds }: { detectorIds: string[] }) => detectorIds[0],
    },
    // https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html
    recorder: {
        call: config("DescribeConfigurationRecorders"),
        permission: "config:DescribeConfigurationRecorders",
        read: ({ ConfigurationRecorders: found }: { ConfigurationRecorders: Named[] }) =>
            found.find(({ servicePrincipal = "" }) => servicePrincipal === "")?.name,
    },
    // https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzers.html
    analyzer: analyzers("ACCOUNT"),
    unusedAccessDays: analyzers("ACCOUNT_UNUSED_ACCESS"),
    // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
    securityHub: {
        call: {
            service: "securityhub",
            endpoint: "AWS_ENDPOINT_URL_SECURITYHUB",
            method: "GET",
            path: "/accounts",
        },
        permission: "securityhub:DescribeHub",
        read: ({ HubArn }: { HubArn: string }) => HubArn,
        // The first code is also that of an account which is not let in.
        none: /^InvalidAccessException: .*not subscribed|^ResourceNotFoundException: /,
    },
    // https://docs.aws.amazon.com/macie/latest/APIReference/macie.html
    macie: {
        call: {
            service: "macie2",
            endpoint: "AWS_ENDPOINT_URL_MACIE2",
            method: "GET",
            path: "/macie",
        },
        permission: "macie2:GetMacieSession",
        read: ({ status }: { status: string }) => `(${status})`,
        // The same code as for whoever may not ask.
        none: /^AccessDeniedException: .*macie is not enabled/i,
    },
    // https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetAnomalyMonitors.html
    "budget.anomalies.monitor": {
        call: {
            service: "ce",
            endpoint: "AWS_ENDPOINT_URL_COST_EXPLORER",
            method: "POST",
            path: "/",
            target: "AWSInsightsIndexService.GetAnomalyMonitors",
        },
        permission: "ce:GetAnomalyMonitors",
        read: ({ AnomalyMonitors: found }: { AnomalyMonitors: Monitor[] }) =>
            found.find(({ MonitorDimension: by }) => by === "SERVICE")?.MonitorArn,
        region: "us-east-1",
    },
};

/**
 * The id of the singleton that is there; `undefined` where there is none.
 * @throws pulumi.RunError where AWS does not tell
 */
export function askForSingleton(singleton: Singleton, region: string): Promise<string | undefined> {
    return ask(singleton, region, QUESTIONS[singleton]);
}

/**
 * The name of the delivery channel of AWS Config, of which a region has one, and which may be left
 * over of a recorder that is gone.
 * @throws pulumi.RunError where AWS does not tell
 */
export function askForChannel(region: string): Promise<string | undefined> {
    // https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeDeliveryChannels.html
    return ask("recorder", region, {
        call: config("DescribeDeliveryChannels"),
        permission: "config:DescribeDeliveryChannels",
        read: ({ DeliveryChannels: [channel] }: { DeliveryChannels: Named[] }) => channel?.name,
    });
}

async function ask(
    singleton: Singleton,
    region: string,
    { call, permission, read, none, region: answering = region }: Question,
): Promise<string | undefined> {
    try {
        for (let body = {}; ;) {
            const answer = JSON.parse(await awsCall(answering, { ...call, body })) as Page;
            const id = read(answer as never);
            const { NextPageToken } = answer;
            if (id !== undefined || NextPageToken === undefined) {
                return id;
            }
            body = { NextPageToken };
        }
    } catch (error) {
        const { message } = error as Error;
        const told = error instanceof AwsRefusal ? `${error.code}: ${message}` : message;
        if (none?.test(told) === true) {
            return undefined;
        }
        throw userError(
            `AWS does not tell whether ${placeOf(singleton) === "region" ? region : "the account"} has what pii:guardrails.${singleton} is about: ${told}\nWhoever deploys needs ${permission}; or ${goWithout(singleton)}.`,
        );
    }
}
