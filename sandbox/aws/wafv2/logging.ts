import { AwsError, type Draft, list, matching, type Model, obj, set, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { logGroupProblem } from "../log-delivery";
import { anyArn, partsOf } from "../shared/forms";
import { broken, objectsOf } from "../shared/rules";
import { LOGGING, WEB_ACL } from "./types";

const MOST_REDACTED = 100;

const nothing = obj({});

/** Where the requests of a web ACL are logged, and without what. One for each ACL. */
const logging: Model = {
    type: LOGGING,
    untaggable: true,
    fields: {
        logDestinationConfigs: list(str({ check: anyArn }), {
            required: true,
            replaces: true,
            check: (arns) => (arns.length === 1 ? undefined : `must be one, got ${arns.length}`),
        }),
        redactedFields: set(
            {
                method: nothing,
                queryString: nothing,
                singleHeader: obj({
                    name: str({
                        required: true,
                        check: matching(/^[^A-Z]{1,64}$/, "1 to 64 characters in lower case"),
                    }),
                }),
                uriPath: nothing,
            },
            {
                check: (fields) =>
                    fields.length <= MOST_REDACTED
                        ? undefined
                        : `must be at most ${MOST_REDACTED}, got ${fields.length}`,
            },
        ),
        resourceArn: str({
            required: true,
            replaces: true,
            refersTo: { type: WEB_ACL, by: "arn" },
        }),
    },
    rules: redactionFailures,
    id: ({ inputs }) => inputs.resourceArn as string,
    refuse: refuseDestination,
};

function redactionFailures({ redactedFields }: Props): Failure[] {
    return objectsOf(redactedFields).flatMap((field, index) =>
        broken([
            Object.keys(field).length !== 1,
            `redactedFields[${index}]`,
            `must be exactly one of method, queryString, singleHeader, uriPath, got ${Object.keys(field).join(" and ") || "none"}`,
        ]),
    );
}

/** Of the destinations that AWS WAF knows only log groups are modelled. */
function refuseDestination(draft: Draft): void {
    const [destination = ""] = draft.inputs.logDestinationConfigs as string[];
    const { service, resource } = partsOf(destination);
    const name = resource.replace(/^log-group:/, "").replace(/:\*$/, "");
    const problem =
        service !== "logs"
            ? `${destination} is no log group, and of other destinations there is no model`
            : !name.startsWith("aws-waf-logs-")
              ? `the name of ${destination} must begin with "aws-waf-logs-"`
              : logGroupProblem(draft, destination);
    if (problem !== undefined) {
        throw new AwsError(
            "WAFLogDestinationPermissionIssueException",
            `logDestinationConfigs: ${problem}`,
        );
    }
}

export const loggingModels: readonly Model[] = [logging];
