import { AwsError, type Draft, type Model, str } from "../../cloud/model";
import { anyArn, partsOf } from "../shared/forms";
import { ASSOCIATION, WEB_ACL } from "./types";

/** What a regional web ACL attaches to. The APIs themselves are not modelled: each is taken. */
const ATTACHABLE = [
    /^elasticloadbalancing:loadbalancer\/app\/[^/]+\/[^/]+$/,
    /^apigateway:\/restapis\/[^/]+\/stages\/[^/]+$/,
    /^appsync:apis\/[^/]+$/,
    /^cognito-idp:userpool\/[^/]+$/,
    /^apprunner:service\/[^/]+\/[^/]+$/,
    /^ec2:verified-access-instance\/[^/]+$/,
];

const association: Model = {
    type: ASSOCIATION,
    untaggable: true,
    fields: {
        resourceArn: str({ required: true, replaces: true, check: attachable }),
        webAclArn: str({ required: true, replaces: true, refersTo: { type: WEB_ACL, by: "arn" } }),
    },
    id: ({ inputs }) => `${String(inputs.webAclArn)},${String(inputs.resourceArn)}`,
    onCreate: refuseElsewhere,
};

function attachable(value: string): string | undefined {
    const { service, resource } = partsOf(value);
    return (
        anyArn(value) ??
        (ATTACHABLE.some((form) => form.test(`${service}:${resource}`))
            ? undefined
            : `must be a load balancer for applications, a stage of a REST API, an AppSync API, a user pool, an App Runner service or a Verified Access instance, got "${value}"`)
    );
}

function refuseElsewhere({ account, inputs, region }: Draft): void {
    const { webAclArn, resourceArn } = inputs as Record<string, string>;
    const of = partsOf(resourceArn ?? "");
    // The ARN of a stage names no account.
    const isOurs = of.accountId === "" || of.accountId === account.accountId;
    if (of.region !== region || !isOurs) {
        throw new AwsError(
            "WAFUnavailableEntityException",
            `resourceArn: ${String(resourceArn)} is not in ${region} of ${account.accountId}`,
        );
    }
    if (account.find(WEB_ACL, "arn", webAclArn)?.inputs.scope !== "REGIONAL") {
        throw new AwsError(
            "WAFInvalidParameterException",
            "webAclArn: a web ACL of the scope CLOUDFRONT is named by its distribution (webAclId)",
        );
    }
    const other = account.all(ASSOCIATION).find((each) => each.inputs.resourceArn === resourceArn);
    if (other !== undefined) {
        // AWS takes the other one's place without a word, and the other program takes it back.
        throw new AwsError(
            "WAFDuplicateItemException",
            `resourceArn: ${String(resourceArn)} has the web ACL ${String(other.inputs.webAclArn)} already`,
        );
    }
}

export const associationModels: readonly Model[] = [association];
