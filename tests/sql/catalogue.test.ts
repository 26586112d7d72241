import assert from "node:assert/strict";
import { CATALOGUE } from "../../sql/catalogue/catalogue";
import { PRIVILEGES, relationsOf } from "../../sql/catalogue/derived";

const relations = [...relationsOf(CATALOGUE)];
const columns = relations.flatMap(([object, { columns }]) =>
    Object.entries(columns).map(([name, column]) => ({ object, name, ...column })),
);

describe("the catalogue", () => {
    it("has what is encrypted at level 2 or 3, and nothing else", () => {
        for (const { object, name, level } of columns) {
            assert.equal(level >= 2, name.endsWith("_encrypted"), `${object}.${name}`);
        }
    });

    it("lets no role have a right on what is encrypted, nor one on a column that is not there", () => {
        const wrong = relations.flatMap(([object, relation]) =>
            Object.entries(relation.rights).flatMap(([role, rights]) =>
                PRIVILEGES.flatMap((privilege) => rights[privilege] ?? [])
                    .filter((name) => (relation.columns[name]?.level ?? 3) >= 2)
                    .map((name) => `${role} on ${object}.${name}`),
            ),
        );
        assert.deepEqual(wrong, []);
    });

    it("shows what is personal to who must see it, and masked to who need not", () => {
        const readers = relations.flatMap(([object, relation]) =>
            Object.entries(relation.rights).flatMap(([role, { select = [] }]) =>
                select
                    .filter((name) => relation.columns[name]?.level === 1)
                    .map((name) => `${role}: ${object}.${name}`),
            ),
        );
        const four = ["email", "first_name", "last_name", "phone"];
        assert.deepEqual(readers.sort(), [
            ...four.map((name) => `pii_analyst: pii.users_masked.${name}`),
            "pii_auditor: pii.encryption_audit.actor",
            ...four.map((name) => `pii_reader: pii.users.${name}`),
            "pii_writer: pii.users.email",
        ]);
    });

    it("says what everything is, in a phrase", () => {
        const purposes = [
            ...Object.values(CATALOGUE.schemas),
            ...relations.map(([, relation]) => relation),
            ...Object.values(CATALOGUE.routines),
        ].map(({ purpose }) => purpose);
        for (const text of purposes) {
            assert.match(text, /^[A-Z].*\.$/);
        }
        for (const { holds } of columns) {
            assert.match(holds, /^(?:[a-z]|PII |SHA-).*\.$/);
        }
    });
});
