import type { Mistake } from "../mistake";

/** What a regional web ACL attaches to, by the ARN without partition, region and account. */
const ATTACHABLE: Readonly<Record<string, RegExp>> = {
    "an application load balancer": /^elasticloadbalancing:loadbalancer\/app\/[^/]+\/[^/]+$/,
    "a stage of a REST API": /^apigateway:\/restapis\/[^/]+\/stages\/[^/]+$/,
    "an AppSync API": /^appsync:apis\/[^/]+$/,
    "a Cognito user pool": /^cognito-idp:userpool\/[^/]+$/,
    "an App Runner service": /^apprunner:service\/[^/]+\/[^/]+$/,
    "a Verified Access instance": /^ec2:verified-access-instance\/[^/]+$/,
};

/** What people try, and what to do instead. */
const INSTEAD: readonly (readonly [form: RegExp, what: string])[] = [
    [
        /^(cloudfront|amplify):/,
        "CloudFront and Amplify take a web ACL of the scope CLOUDFRONT in us-east-1, which a distribution names itself (webAclId)",
    ],
    [/^elasticloadbalancing:/, "only application load balancers speak HTTP; put one in front"],
    [
        /^apigateway:\/apis\//,
        "HTTP and WebSocket APIs take none; put CloudFront in front, or make it a REST API",
    ],
    [/^apigateway:/, "name the stage: .../restapis/<id>/stages/<name>"],
    [/^lambda:/, "function URLs take none; put a REST API or a load balancer in front"],
    [
        /^(rds|dynamodb|dax):/,
        "no database speaks HTTP with its clients; protect the API in front of it",
    ],
];

/** Where a web ACL is. */
export interface WebAclPlace {
    readonly region: string;
    /** The accounts, of which it is in one. */
    readonly accountIds: readonly string[];
}

/**
 * What AWS WAF would not take of the resources that a web ACL is to protect.
 * @param associate their ARNs
 */
export function webAclMistakes(associate: readonly string[], place: WebAclPlace): Mistake[] {
    return associate.flatMap((arn, index) => {
        const advice = adviceOn(arn, place, associate.indexOf(arn) < index);
        return advice === undefined ? [] : [{ where: `associate[${index}]`, got: arn, advice }];
    });
}

function adviceOn(
    arn: string,
    { region, accountIds }: WebAclPlace,
    isRepeated: boolean,
): string | undefined {
    const [, , service = "", arnRegion, account = "", ...rest] = arn.split(":");
    const subject = `${service}:${rest.join(":")}`;
    if (!Object.values(ATTACHABLE).some((form) => form.test(subject))) {
        const instead = INSTEAD.find(([form]) => form.test(subject))?.[1];
        return (
            `must be the ARN of ${Object.keys(ATTACHABLE).join(", ")}` +
            (instead === undefined ? "" : `; ${instead}`)
        );
    }
    if (arnRegion !== region) {
        return `must be in ${region}, where the web ACL is`;
    }
    // The ARN of a stage names none.
    if (account !== "" && !accountIds.includes(account)) {
        return `must be in the account of the web ACL: ${accountIds.join(" or ")}`;
    }
    return isRepeated ? "is named twice" : undefined;
}
