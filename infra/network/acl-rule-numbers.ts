import { createHash } from "node:crypto";
import { type AclEntry, contentOf } from "./acl-entries";

const HIGHEST = 32766;

/** An entry, and its place in the ACL. */
interface Numbered {
    readonly entry: AclEntry;
    /** From 1 to 32766, unique in its direction. */
    readonly ruleNo: number;
}

/**
 * Numbers for the entries of one direction, which AWS wants unique. All of them allow, so that
 * their order means nothing; what matters is that an entry keeps its number, because the provider
 * changes one by deleting it and making another. So the number is a hash of what the entry says, whatever stands
 * beside it. Should two have the same hash, which among 20 entries happens in one ACL of 170, the
 * later one in the order of their text takes the next hash of its own.
 */
export function numbered(entries: readonly AclEntry[]): Numbered[] {
    const taken = new Set<number>();
    return entries
        .map((entry) => ({ entry, content: contentOf(entry) }))
        .sort((a, b) => (a.content < b.content ? -1 : 1))
        .map(({ entry, content }) => {
            let attempt = 0;
            let ruleNo = hash(content, attempt);
            while (taken.has(ruleNo)) {
                attempt += 1;
                ruleNo = hash(content, attempt);
            }
            taken.add(ruleNo);
            return { entry, ruleNo };
        })
        .sort((a, b) => a.ruleNo - b.ruleNo);
}

/** A number from 1 to 32766. */
function hash(content: string, attempt: number): number {
    const digest = createHash("sha256").update(`${content} ${attempt}`).digest();
    return 1 + (digest.readUInt32BE() % HIGHEST);
}
