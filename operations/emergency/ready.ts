import { same, type State } from "./journal";
import type { Scene } from "./scene";

/** How often AWS is asked at most, ten seconds apart, until it has done what takes it time. */
const ATTEMPTS = 120;

/** Errors that say: not now, something else is going on here. */
const BUSY = new Set([
    "DependencyViolation",
    "InvalidClusterStateFault",
    "InvalidDBClusterStateFault",
    "InvalidDBInstanceState",
    "InvalidDBInstanceStateFault",
    "InvalidDBProxyEndpointStateFault",
    "InvalidDBProxyStateFault",
    "ResourceConflictException",
    "ResourceInUseException",
]);

/** Does `work` again as long as AWS is busy with what it changes. */
export async function whenFree<T>({ pause }: Pick<Scene, "pause">, work: () => Promise<T>) {
    for (let attempt = 1; ; attempt++) {
        try {
            return await work();
        } catch (error) {
            if (attempt === ATTEMPTS || !BUSY.has((error as Error).name)) {
                throw error;
            }
            await pause();
        }
    }
}

/** Waits until `look` finds `wanted`. @throws Error that says what it finds instead */
export async function until(
    { pause }: Pick<Scene, "pause">,
    look: () => Promise<State>,
    wanted: State,
): Promise<void> {
    for (let attempt = 1; ; attempt++) {
        const found = await look();
        if (same(found, wanted)) {
            return;
        }
        if (attempt === ATTEMPTS) {
            throw new Error(`it is ${JSON.stringify(found)} still, not ${JSON.stringify(wanted)}`);
        }
        await pause();
    }
}

/** Errors that say: that is not there any more. */
const GONE = new Set([
    "ClusterNotFoundFault",
    "DBClusterNotFoundFault",
    "DBProxyEndpointNotFoundFault",
    "DBProxyNotFoundFault",
    "NoSuchEntityException",
    "ResourceNotFoundException",
]);

export function isGone(error: unknown): boolean {
    return GONE.has((error as Error).name);
}

/** What was asked for, or `undefined` where AWS answers with that error. */
export async function orNone<T>(asked: Promise<T>, error: string): Promise<T | undefined> {
    try {
        return await asked;
    } catch (thrown) {
        if ((thrown as Error).name === error) {
            return undefined;
        }
        throw thrown;
    }
}
