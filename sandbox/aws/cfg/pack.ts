import { AwsError, list, matching, maxLength, type Model, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { stableId } from "../shared/ids";
import { broken, isGiven } from "../shared/rules";
import { inRegion } from "./recorder";
import { templateProblem } from "./template";
import { PACK, STATUS } from "./types";

/** Rules of AWS Config, made together. Nothing is ever judged by them. */
const pack: Model = {
    type: PACK,
    untaggable: true,
    autoName: { field: "name", maxLength: 51 },
    fields: {
        deliveryS3Bucket: str({ check: maxLength(63) }),
        deliveryS3KeyPrefix: str({ check: maxLength(1024) }),
        inputParameters: list({
            parameterName: str({ required: true, check: maxLength(255) }),
            parameterValue: str({ required: true, check: maxLength(4096) }),
        }),
        name: str({
            replaces: true,
            check: matching(
                /^[a-zA-Z][-a-zA-Z0-9]{0,255}$/,
                "1 to 256 letters, digits and hyphens, a letter first",
            ),
        }),
        templateBody: str({ check: templateProblem }),
        templateS3Uri: str({ check: matching(/^s3:\/\/.{1,1019}$/, "s3://<bucket>/<key>") }),
    },
    rules: (inputs) =>
        broken([
            !isGiven(inputs, "templateBody") && !isGiven(inputs, "templateS3Uri"),
            "templateBody",
            "give templateBody or templateS3Uri",
        ]),
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) =>
            arn(
                draft,
                "config",
                `conformance-pack/${draft.id}/conformance-pack-${stableId(draft.id, 9)}`,
            ),
    },
    refuse: (draft) => {
        if (!inRegion(draft, STATUS)) {
            throw new AwsError(
                "NoAvailableConfigurationRecorderException",
                "There is no running configuration recorder; let the pack depend on its status",
            );
        }
    },
};

export const packModels: readonly Model[] = [pack];
