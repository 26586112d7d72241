import { AwsError, bool, matching, type Model, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { regionalId } from "../shared/ids";
import { given } from "../shared/outputs";

export const HUB = "aws:securityhub/account:Account";
const SUBSCRIPTION = "aws:securityhub/standardsSubscription:StandardsSubscription";

/** Security Hub in a region, of which there is one. Nothing is ever checked. */
const hub: Model = {
    type: HUB,
    untaggable: true,
    fields: {
        autoEnableControls: bool({ default: true }),
        controlFindingGenerator: str({ check: oneOf("SECURITY_CONTROL", "STANDARD_CONTROL") }),
        enableDefaultStandards: bool({ default: true, replaces: true }),
    },
    id: (draft) => regionalId(draft, HUB, draft.account.accountId),
    outputs: {
        arn: (draft) => arn(draft, "securityhub", "hub/default"),
        controlFindingGenerator: given("controlFindingGenerator", () => "SECURITY_CONTROL"),
    },
};

const subscription: Model = {
    type: SUBSCRIPTION,
    untaggable: true,
    fields: {
        standardsArn: str({
            required: true,
            replaces: true,
            check: matching(
                /^arn:aws[\w-]*:securityhub:([\w-]*::standards|::ruleset)\/[\w-]+\/v\/\d+\.\d+\.\d+$/,
                "the ARN of a standard",
            ),
        }),
    },
    id: (draft) => {
        const standard = String(draft.inputs.standardsArn).replace(
            /^.*::(standards|ruleset)\//,
            "",
        );
        return arn(draft, "securityhub", `subscription/${standard}`);
    },
    onCreate: ({ account, region, inputs }) => {
        if (!account.all(HUB).some(({ outputs }) => outputs.region === region)) {
            throw new AwsError(
                "InvalidAccessException",
                `Account ${account.accountId} is not subscribed to AWS Security Hub; let the ` +
                    "standard depend on the hub",
            );
        }
        const [, , , of = ""] = String(inputs.standardsArn).split(":");
        if (of !== "" && of !== region) {
            throw new AwsError(
                "InvalidInputException",
                `standardsArn: is of ${of}, and the hub is in ${region}`,
            );
        }
    },
};

/** AWS Security Hub, without what is new in its second version. */
export const securityHubModels: readonly Model[] = [hub, subscription];
