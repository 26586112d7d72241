import { type Model, oneOf, str } from "../../cloud/model";
import { iamArn } from "../shared/arn";
import { regionalId } from "../shared/ids";
import { given, once } from "../shared/outputs";

export const MACIE = "aws:macie2/account:Account";

const now = () => new Date().toISOString();

/** Macie in a region, once. It never looks into a bucket. */
const session: Model = {
    type: MACIE,
    untaggable: true,
    fields: {
        findingPublishingFrequency: str({
            check: oneOf("FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"),
        }),
        status: str({ check: oneOf("ENABLED", "PAUSED") }),
    },
    id: (draft) => regionalId(draft, MACIE, draft.account.accountId),
    outputs: {
        createdAt: once(MACIE, "createdAt", now),
        findingPublishingFrequency: given("findingPublishingFrequency", () => "FIFTEEN_MINUTES"),
        serviceRole: (draft) =>
            iamArn(draft, "role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie"),
        status: given("status", () => "ENABLED"),
        updatedAt: now,
    },
    renews: () => ["updatedAt"],
};

/** Amazon Macie. */
export const macieModels: readonly Model[] = [session];
