import assert from "node:assert/strict";
import fc from "fast-check";
import { type AclEntry, contentOf } from "../../infra/network/acl-entries";
import { numbered } from "../../infra/network/acl-rule-numbers";

/** More entries than an ACL has, all different. */
const entries = fc
    .uniqueArray(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 65535 })), {
        maxLength: 40,
        selector: String,
    })
    .map((some) =>
        some.map(([octet, port]) => ({
            cidr: `10.${octet}.0.0/16`,
            fromPort: port,
            toPort: port,
        })),
    );

const numberOf = (entry: AclEntry, among: readonly AclEntry[]) =>
    numbered(among).find((other) => contentOf(other.entry) === contentOf(entry))?.ruleNo;

describe("numbers of network ACL entries", () => {
    it("are unique, and within what AWS allows", () => {
        fc.assert(
            fc.property(entries, (some) => {
                const numbers = numbered(some).map(({ ruleNo }) => ruleNo);
                assert.equal(new Set(numbers).size, some.length);
                assert.ok(numbers.every((n) => Number.isInteger(n) && n >= 1 && n <= 32766));
            }),
        );
    });

    it("stay with their entries, unless another has the number, and comes first by its text", () => {
        fc.assert(
            fc.property(entries, (some) => {
                const given = numbered(some);
                for (const entry of some) {
                    const wanted = numberOf(entry, [entry]);
                    const holder = given.find(({ ruleNo }) => ruleNo === wanted);
                    assert.ok(holder && contentOf(holder.entry) <= contentOf(entry));
                }
            }),
        );
    });

    it("are the same in whatever order the entries come", () => {
        fc.assert(
            fc.property(entries, (some) => {
                assert.deepEqual(numbered(some.toReversed()), numbered(some));
            }),
        );
    });

    it("go to the first by its text when two want the same", () => {
        const entry = (port: number) => ({ cidr: "10.0.0.0/8", fromPort: port, toPort: port });
        const all = Array.from({ length: 1000 }, (_, i) => entry(10_000 + i));
        const wanted = new Map<number | undefined, AclEntry>();
        for (const later of all) {
            const number = numberOf(later, [later]);
            const first = wanted.get(number);
            if (first !== undefined) {
                assert.equal(numberOf(first, [later, first]), number);
                assert.notEqual(numberOf(later, [later, first]), number);
                return;
            }
            wanted.set(number, later);
        }
        assert.fail("no two of a thousand entries want the same number");
    });

    it("never change once they are deployed", () => {
        // These are in running networks: another number deletes an entry that is in use.
        assert.deepEqual(
            numbered([
                { cidr: "0.0.0.0/0", fromPort: 443, toPort: 443 },
                { cidr: "10.16.0.0/18", fromPort: 1024, toPort: 65535 },
                { cidr: "10.16.64.0/18", fromPort: 5432, toPort: 5432 },
                { cidr: "0.0.0.0/0", icmp: "packet-too-big" },
            ]).map(({ ruleNo, entry }) => [ruleNo, entry.cidr]),
            [
                [1377, "0.0.0.0/0"],
                [5970, "10.16.64.0/18"],
                [16643, "0.0.0.0/0"],
                [21655, "10.16.0.0/18"],
            ],
        );
    });
});
