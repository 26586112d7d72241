import { list, map, matching, type Model, num, obj, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { regionalId } from "../shared/ids";
import { wholeBetween } from "../shared/forms";
import { broken, isGiven, isOther, objectOf } from "../shared/rules";
import { refuseSecond } from "../shared/singleton";

export const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

const UNUSED = "ACCOUNT_UNUSED_ACCESS";

/** What looks for access that is too wide. Nothing is ever found. */
const analyzer: Model = {
    type: ANALYZER,
    // Those of an organization, and of access inside of it, are left out.
    fields: {
        analyzerName: str({
            required: true,
            replaces: true,
            check: matching(
                /^[A-Za-z][\w.-]{0,254}$/,
                '1 to 255 letters, digits and "_.-", a letter first',
            ),
        }),
        configuration: obj({
            unusedAccess: obj({
                analysisRule: obj(
                    {
                        exclusions: list({
                            accountIds: list(str()),
                            resourceTags: list(map(str())),
                        }),
                    },
                    { replaces: true },
                ),
                unusedAccessAge: num({ replaces: true, check: wholeBetween(1, 365) }),
            }),
        }),
        type: str({ default: "ACCOUNT", replaces: true, check: oneOf("ACCOUNT", UNUSED) }),
    },
    rules: ({ configuration, type }) =>
        broken([
            isGiven(objectOf(configuration) ?? {}, "unusedAccess") && isOther(type, UNUSED),
            "configuration.unusedAccess",
            `is for the type ${UNUSED} only`,
        ]),
    id: (draft) => regionalId(draft, ANALYZER, draft.inputs.analyzerName as string),
    outputs: {
        arn: (draft) =>
            arn(draft, "access-analyzer", `analyzer/${String(draft.inputs.analyzerName)}`),
    },
    onCreate: (draft) => {
        refuseSecond(
            draft,
            ANALYZER,
            {
                code: "ServiceQuotaExceededException",
                message: `The maximum number of analyzers of type ${String(draft.inputs.type)} is 1`,
            },
            (other, own) => other.type === own.type,
        );
    },
};

/** IAM Access Analyzer. */
export const accessAnalyzerModels: readonly Model[] = [analyzer];
