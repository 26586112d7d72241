import type { Difference } from "@pii-platform/sql";
import pc from "picocolors";

/** How to mend what is found, by what it is about. */
const REMEDIES: Readonly<Record<Difference["area"], string>> = {
    migrations: "deploy this version of the code, or take the one that the database has",
    schema: "find out who changed it, and take it back by hand or in a new migration",
    access: "the next pulumi up of the layer database mends it",
    roles: "the next pulumi up --refresh of the layer database mends it",
};

/** What was found, for people: area by area, with what mends it. */
export function told(differences: readonly Difference[], where: string): string {
    if (differences.length === 0) {
        return `${where} is as the code has it.`;
    }
    const areas = [...new Set(differences.map(({ area }) => area))];
    const parts = areas.map((area) => {
        const lines = differences
            .filter((difference) => difference.area === area)
            .map(({ what }) => `  ${what.replaceAll("\n", "\n      ")}`);
        return [pc.bold(area), ...lines, pc.dim(`  To mend it: ${REMEDIES[area]}.`)].join("\n");
    });
    return [`${where} is not as the code has it (${differences.length}):`, ...parts].join("\n\n");
}
