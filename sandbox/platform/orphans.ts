import { type Account, type Entry, isOfStack } from "../cloud/account";
import type { Deployment } from "../engine/state";
import type { Provider } from "../provider/provider";

/** Turns off what would keep a resource from being deleted. */
const UNPROTECTED = {
    deletionProtection: false,
    deletionProtectionEnabled: false,
    skipFinalSnapshot: true,
    forceDestroy: true,
    forceDetachPolicies: true,
};

/**
 * Deletes what stacks of that name made in the simulated account, and have in no state: the engine
 * was killed between the creation of it and the note of it. Nothing can be in it that anybody wants, so it goes whatever
 * protects it; users of a resource go before the resource.
 */
export async function deleteOrphans(
    account: Account,
    provider: Provider,
    stack: string,
    states: readonly Deployment[],
    report: (line: string) => void,
): Promise<void> {
    const known = new Set(
        states.flatMap(({ resources = [] }) =>
            resources.map(({ urn, id }) => `${urn} ${id ?? ""}`),
        ),
    );
    const orphans = account
        .everything()
        .filter((entry) => isOfStack(entry, stack) && isOwn(entry))
        .filter((entry) => !known.has(`${entry.urn} ${entry.id}`))
        .reverse();
    for (const { type, id, urn, inputs, outputs } of orphans) {
        report(`deleting ${type} ${id}: an earlier run was killed while it was made`);
        account.put({ type, id, urn, inputs: { ...inputs, ...UNPROTECTED }, outputs });
        try {
            await provider.delete({ urn, type, id, state: outputs });
        } catch (error) {
            // It is in nobody's way, and the next start tries again.
            report(`it stays: ${(error as Error).message}`);
        }
    }
}

/** Not what another resource keeps beside itself: that goes with its owner, or outlives it. */
function isOwn({ type, urn }: Entry): boolean {
    return urn.split("::")[2]?.split("$").at(-1) === type;
}
