import { AUDIT } from "./audit";
import { CONFIG } from "./config";
import { LEDGER } from "./ledger";
import { METADATA } from "./metadata";
import { GROUP_ROLES } from "./roles";
import { ROTATION } from "./rotation";
import type { Catalogue } from "./types";
import { USERS } from "./users";

const PARTS = [USERS, METADATA, AUDIT, ROTATION, CONFIG, LEDGER];

/**
 * The classification of everything in the database: what each column holds, of which PII level it
 * is, and who may do what with it. Rights, masked views, comments and docs/schema.md are made of it,
 * and nothing is in the database that is not in it.
 */
export const CATALOGUE: Catalogue = {
    schemas: {
        pii: {
            purpose: "Personal data, the keys it is encrypted under, and what was done with it.",
            usage: GROUP_ROLES,
        },
        pii_migrations: {
            purpose: "What the runner of the migrations keeps.",
            usage: ["pii_caretaker"],
        },
    },
    relations: Object.assign(
        {},
        ...PARTS.map(({ relations }) => relations),
    ) as Catalogue["relations"],
    routines: Object.assign({}, ...PARTS.map(({ routines }) => routines)) as Catalogue["routines"],
};
