import { AwsError, bool, type Draft, matching, type Model, str } from "../../cloud/model";
import { FULL_ACCESS, isEnabled, MEMBERS, ROOT_ID } from "./organization";
import { ATTACHMENT, POLICY } from "./types";

/** Of one type on one target, AWS's own that allows everything among them. */
const MOST_ATTACHED = 5;

const attachment: Model = {
    type: ATTACHMENT,
    untaggable: true,
    fields: {
        policyId: str({
            required: true,
            replaces: true,
            check: matching(/^p-[0-9a-zA-Z_]{8,128}$/, "the id of a policy"),
            refersTo: { type: POLICY, by: "id" },
        }),
        skipDestroy: bool(),
        targetId: str({
            required: true,
            replaces: true,
            check: matching(
                /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/,
                "a root (r-...), a unit (ou-...) or an account of 12 digits",
            ),
        }),
    },
    id: ({ inputs }) => `${String(inputs.targetId)}:${String(inputs.policyId)}`,
    onCreate: (draft) => {
        refuseStranger(draft);
        refuseDisabledType(draft);
        refuseTooMany(draft);
    },
};

/** Units are not modelled: each of the one root's is taken. */
function refuseStranger({ account, inputs }: Draft): void {
    const target = inputs.targetId as string;
    const isThere =
        target === ROOT_ID ||
        target.startsWith(`ou-${ROOT_ID.slice(2)}-`) ||
        [...MEMBERS, account.accountId].includes(target);
    if (!isThere) {
        throw new AwsError(
            "TargetNotFoundException",
            `targetId: there is no ${target} in the organization of the root ${ROOT_ID}`,
        );
    }
}

function typeOf({ account }: Draft, policyId: unknown): string {
    return account.get(POLICY, policyId as string)?.inputs.type as string;
}

function refuseDisabledType(draft: Draft): void {
    const type = typeOf(draft, draft.inputs.policyId);
    if (!isEnabled(type)) {
        throw new AwsError(
            "PolicyTypeNotEnabledException",
            `the root ${ROOT_ID} has no policies of the type ${type}; enable it there first`,
        );
    }
}

function refuseTooMany(draft: Draft): void {
    const { account, inputs } = draft;
    const type = typeOf(draft, inputs.policyId) as keyof typeof FULL_ACCESS;
    const attached = account
        .all(ATTACHMENT)
        .filter((other) => other.inputs.targetId === inputs.targetId)
        .map((other) => other.inputs.policyId as string);
    const all = [FULL_ACCESS[type], ...attached.filter((id) => typeOf(draft, id) === type)];
    if (all.length >= MOST_ATTACHED) {
        throw new AwsError(
            "ConstraintViolationException",
            `${String(inputs.targetId)} has ${all.length} policies of the type ${type} already ` +
                `(${all.join(", ")}), which is all that a target may have`,
        );
    }
}

export const attachmentModels: readonly Model[] = [attachment];
