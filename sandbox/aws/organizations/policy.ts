import { AwsError, bool, type Draft, maxLength, type Model, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { randomId } from "../shared/ids";
import { broken } from "../shared/rules";
import { documentProblem } from "./control-document";
import { ORGANIZATION_ID } from "./organization";
import { ATTACHMENT, POLICY } from "./types";

/**
 * Characters of a document by its type. A service control policy may have 10,240 where the quota is
 * raised; stricter here, so that it fits everywhere.
 */
const MOST_CHARACTERS: Readonly<Record<string, number>> = {
    AISERVICES_OPT_OUT_POLICY: 2500,
    BACKUP_POLICY: 10_000,
    RESOURCE_CONTROL_POLICY: 5120,
    SERVICE_CONTROL_POLICY: 5120,
    TAG_POLICY: 10_000,
};

const policy: Model = {
    type: POLICY,
    fields: {
        content: str({ required: true }),
        description: str({ check: maxLength(512) }),
        name: str({ check: maxLength(128) }),
        skipDestroy: bool(),
        type: str({
            default: "SERVICE_CONTROL_POLICY",
            replaces: true,
            check: oneOf(
                "AISERVICES_OPT_OUT_POLICY",
                "BACKUP_POLICY",
                "BEDROCK_POLICY",
                "CHATBOT_POLICY",
                "DECLARATIVE_POLICY_EC2",
                "INSPECTOR_POLICY",
                "RESOURCE_CONTROL_POLICY",
                "S3_POLICY",
                "SECURITYHUB_POLICY",
                "SERVICE_CONTROL_POLICY",
                "TAG_POLICY",
                "UPGRADE_ROLLOUT_POLICY",
            ),
        }),
    },
    autoName: { field: "name", maxLength: 128 },
    rules: contentFailures,
    id: () => `p-${randomId(8)}`,
    outputs: {
        arn: ({ account, id, inputs }) => {
            const type = (inputs.type as string).toLowerCase();
            return `arn:aws:organizations::${account.accountId}:policy/${ORGANIZATION_ID}/${type}/${id}`;
        },
    },
    refuse: refuseSameName,
    onDelete: ({ account, id }) => {
        const targets = account
            .all(ATTACHMENT)
            .filter(({ inputs }) => inputs.policyId === id)
            .map(({ inputs }) => inputs.targetId);
        if (targets.length > 0) {
            throw new AwsError(
                "PolicyInUseException",
                `${id} is attached to ${targets.join(", ")}; take it off there first`,
            );
        }
    },
};

function contentFailures({ content, type }: Props): Failure[] {
    if (typeof content !== "string" || typeof type !== "string") {
        return [];
    }
    const most = MOST_CHARACTERS[type] ?? Infinity;
    const problem = documentProblem(type, content);
    return broken(
        [
            content.length > most,
            "content",
            `must have at most ${most} characters, white space included, got ${content.length}`,
        ],
        [problem !== undefined, "content", problem ?? ""],
    );
}

function refuseSameName({ account, id, inputs }: Draft): void {
    const same = account
        .all(POLICY)
        .find(
            (other) =>
                other.id !== id &&
                other.inputs.name === inputs.name &&
                other.inputs.type === inputs.type,
        );
    if (same !== undefined) {
        throw new AwsError(
            "DuplicatePolicyException",
            `name: ${same.id} is called ${String(inputs.name)} already`,
        );
    }
}

export const policyModels: readonly Model[] = [policy];
