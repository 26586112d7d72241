import { createHash } from "node:crypto";
import { accessDifferences, applyAccess } from "./access";
import { CATALOGUE } from "./catalogue/catalogue";
import { MASKS } from "./catalogue/masks";
import { GROUP_ROLES, LOGIN_ROLES, OWNER } from "./catalogue/roles";
import type { Access } from "./runner";

/** What the masks are, which the catalogue only names. */
const MASKED = Object.values(MASKS).map(({ sql }) => sql("it"));

/** Who may do what in the platform's own database, as its catalogue says. */
export const ACCESS: Access = {
    fingerprint: createHash("sha256")
        .update(JSON.stringify([CATALOGUE, MASKED, OWNER, GROUP_ROLES, LOGIN_ROLES]))
        .digest("hex"),
    differences: async (client) => {
        const { statements, roleStatements } = await accessDifferences(client, CATALOGUE);
        return [...statements, ...roleStatements];
    },
    apply: (client) => applyAccess(client, CATALOGUE),
};
