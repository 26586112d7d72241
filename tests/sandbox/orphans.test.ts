import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../sandbox/cloud/account";
import { deleteOrphans } from "../../sandbox/platform/orphans";
import { dropOrphanRoles, journaled } from "../../sandbox/platform/role-journal";
import type { Provider } from "../../sandbox/provider/provider";

const urn = (type: string, name: string) => `urn:pulumi:dev::p::pii:x:Y$${type}::${name}`;

describe("what a killed run left behind", () => {
    let dir: string;
    let lines: string[];
    const report = (line: string) => lines.push(line);
    beforeEach(() => {
        dir = mkdtempSync(join(tmpdir(), "pii-orphans-"));
        lines = [];
    });
    afterEach(() => {
        rmSync(dir, { recursive: true, force: true });
    });

    describe("in the simulated account", () => {
        /** Deletes from `account` what is not protected. */
        const deleter = (account: Account) =>
            ({
                delete: ({ type, id }: { type: string; id: string }) => {
                    if (account.get(type, id)?.inputs.deletionProtection === true) {
                        return Promise.reject(new Error("protected"));
                    }
                    account.remove(type, id);
                    return Promise.resolve();
                },
            }) as unknown as Provider;

        const put = (account: Account, type: string, id: string, owner: string) => {
            const inputs = { deletionProtection: true };
            account.put({ type, id, urn: owner, inputs, outputs: {} });
        };

        it("is deleted in spite of its protection, the newest first; the rest stays", async () => {
            const account = new Account(join(dir, "account.json"), "111111111111");
            const known = urn("aws:a:A", "known");
            put(account, "aws:a:A", "known-1", known);
            put(account, "aws:a:Beside", "known-beside", known);
            put(account, "aws:a:A", "known-2", known);
            put(account, "aws:a:A", "lost", urn("aws:a:A", "lost"));
            const another = urn("aws:a:A", "another").replace(":dev::", ":dev-copy::");
            put(account, "aws:a:A", "another-stack's", another);
            const states = [{ resources: [{ urn: known, type: "aws:a:A", id: "known-1" }] }];
            await deleteOrphans(account, deleter(account), "dev", states, report);
            assert.deepEqual(
                account.everything().map(({ id }) => id),
                ["known-1", "known-beside", "another-stack's"],
            );
            assert.equal(account.get("aws:a:A", "known-1")?.inputs.deletionProtection, true);
            assert.deepEqual(lines, [
                "deleting aws:a:A lost: an earlier run was killed while it was made",
                "deleting aws:a:A known-2: an earlier run was killed while it was made",
            ]);
        });
    });

    describe("in PostgreSQL", () => {
        const ROLE = "postgresql:index/role:Role";
        const master = {
            host: "h",
            port: 1,
            database: "d",
            user: "u",
            password: "p",
            caFile: "c",
        };

        function server(existing: Set<string>) {
            return {
                create: ({ inputs }: { inputs: { name: string } }) => {
                    existing.add(inputs.name);
                    return Promise.resolve({ id: inputs.name, outputs: {} });
                },
                configure: () => undefined,
                read: ({ id }: { id: string }) =>
                    Promise.resolve(existing.has(id) ? { id, inputs: {}, outputs: {} } : undefined),
                delete: ({ id }: { id: string }) => {
                    existing.delete(id);
                    return Promise.resolve();
                },
            } as unknown as Provider;
        }

        it("is a role that was begun and is in no state: dropped, and no other one", async () => {
            const file = join(dir, "journal");
            const existing = new Set(["of-the-user"]);
            const provider = journaled(server(existing), file);
            const common = { type: ROLE, preview: false, name: "x" };
            for (const name of ["noted", "lost"]) {
                await provider.create({ ...common, urn: urn(ROLE, name), inputs: { name } });
            }
            await provider.create({
                ...common,
                preview: true,
                urn: urn(ROLE, "planned"),
                inputs: { name: "of-the-user" },
            });
            writeFileSync(file, `${readFileSync(file, "utf8")}gone\n`);
            const states = [{ resources: [{ urn: urn(ROLE, "noted"), type: ROLE, id: "noted" }] }];
            await dropOrphanRoles(provider, file, master, states, report);
            assert.deepEqual([...existing], ["of-the-user", "noted"]);
            assert.deepEqual(lines, [
                "dropping the role lost: an earlier run was killed while it was made",
            ]);
            assert.equal(existsSync(file), false);
        });
    });
});
