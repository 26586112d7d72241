import { parameterText, type ParameterOverrides, TUNABLE } from "./parameter-overrides";
import { SECURED } from "./secured-parameters";

/** How far the database's memory and planner settings go beyond AWS's defaults (seed 004). */
export const TUNINGS = ["minimal", "medium", "optimized"] as const;

export type Tuning = (typeof TUNINGS)[number];

/** What holds under every tuning. */
const COMMON: ParameterOverrides = {
    // Milliseconds. Statements slower than that are logged, without their parameters' values.
    log_min_duration_statement: 1000,
    // Milliseconds. A forgotten transaction keeps locks and stops vacuum.
    idle_in_transaction_session_timeout: 60000,
};

const TUNED: Readonly<Record<Tuning, ParameterOverrides>> = {
    minimal: {},
    medium: {
        // kB per sort or hash; the default of 4 MB spills reports to disk.
        work_mem: 16384,
        // Aurora's storage has no seek cost, so an index is worth more than PostgreSQL thinks.
        random_page_cost: 1.1,
    },
    optimized: {
        // Of the smallest class for it, with 16 GiB, a hundred sorts at once take a fifth.
        work_mem: 32768,
        random_page_cost: 1.1,
        // kB; index builds and vacuum of large tables in one pass. From 32 GiB of memory on AWS's
        // own default is larger.
        maintenance_work_mem: 524288,
        // Share of a table that may be dead before vacuum comes; Aurora's 0.1 is much of a large one.
        autovacuum_vacuum_scale_factor: 0.05,
        // Share of a table that may change before the planner's statistics do; Aurora's is 0.05.
        autovacuum_analyze_scale_factor: 0.02,
    },
};

/**
 * The parameters of a cluster parameter group, sorted by name.
 * @param overrides what goes before the tuning; `overrideMistakes` has none
 */
export function clusterParameters(tuning: Tuning, overrides: ParameterOverrides = {}) {
    const tuned = { ...COMMON, ...TUNED[tuning], ...overrides };
    return [
        // Legal for static and dynamic parameters alike; "immediate" is refused for static ones.
        ...Object.entries(SECURED).map(([name, { value }]) => ({
            name,
            value,
            applyMethod: "pending-reboot",
        })),
        ...Object.entries(tuned).map(([name, value]) => tunedParameter(name, parameterText(value))),
    ].sort((a, b) => a.name.localeCompare(b.name));
}

/** With the apply method that RDS has for the value: another one shows as a change at every preview. */
function tunedParameter(name: string, value: string) {
    const { isStatic, byDefault } = TUNABLE[name] ?? {};
    const waits = isStatic === true || value === byDefault;
    return { name, value, applyMethod: waits ? "pending-reboot" : "immediate" };
}
