import { databaseRole } from "./kinds/database-role";
import { functionRuns } from "./kinds/function-runs";
import { cacheGroups, clusterGroups, endpointGroups, proxyGroups } from "./kinds/groups";
import { isolationGroup } from "./kinds/isolation-group";
import { roleSessions } from "./kinds/role-sessions";
import { tablePolicy } from "./kinds/table-policy";
import type { State, Thing } from "./journal";
import type { Scene } from "./scene";

/** Something that can be looked at, changed, and put back as it was. */
export interface Kind {
    /** What `id` is, in words. */
    readonly says: (id: string) => string;
    readonly look: (scene: Scene, id: string) => Promise<State>;
    /** Asks for it to be so; AWS may take its time. */
    readonly put: (scene: Scene, id: string, state: State) => Promise<void>;
    /** A state in words. @default its JSON */
    readonly tell?: (state: State) => string;
}

/** By the names that stand in journals: they stay. */
const KINDS: Readonly<Record<string, Kind>> = {
    "isolation-group": isolationGroup,
    cluster: clusterGroups,
    proxy: proxyGroups,
    "proxy-endpoint": endpointGroups,
    cache: cacheGroups,
    function: functionRuns,
    table: tablePolicy,
    "database-role": databaseRole,
    "role-sessions": roleSessions,
};

/** @throws Error when no kind bears that name */
export function kindOf({ kind }: Thing): Kind {
    const found = KINDS[kind];
    if (found === undefined) {
        throw new Error(`the journal is of another version: it names a ${kind}`);
    }
    return found;
}

/** What it is, in words. */
export function says(thing: Thing): string {
    return kindOf(thing).says(thing.id);
}

/** How it is, in words. */
export function told(thing: Thing, state: State): string {
    return kindOf(thing).tell?.(state) ?? JSON.stringify(state);
}
