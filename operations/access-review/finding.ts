/** How somebody reaches something. */
export const KINDS = [
    "log in",
    "read",
    "write",
    "decrypt",
    "call",
    "administer",
    "take on",
] as const;

export type Kind = (typeof KINDS)[number];

/** What somebody who reviews should do about an access. */
export interface Mark {
    /** `wide` and `unused` are faults; `look` is for people to judge, and none by itself. */
    readonly kind: "wide" | "unused" | "look";
    readonly reason: string;
}

/** One access: who reaches what, how, and by what right. */
export interface Access {
    readonly area: "aws" | "database";
    /** A role, a policy for whoever has it, a service, an account, a login of the database. */
    readonly who: string;
    readonly kind: Kind;
    /** A resource as its program calls it, or an object of the database. */
    readonly what: string;
    /** More of it, such as columns by PII level. */
    readonly detail: string;
    /** Policies or group roles that give it. */
    readonly by: readonly string[];
    /** Keys of conditions that must hold, such as `aws:SourceVpc`. */
    readonly onlyIf: readonly string[];
    readonly marks: readonly Mark[];
}

export function wide(reason: string): Mark {
    return { kind: "wide", reason };
}

export function unused(reason: string): Mark {
    return { kind: "unused", reason };
}

export function look(reason: string): Mark {
    return { kind: "look", reason };
}

/** Whether somebody has to do something about it. */
export function isFault({ marks }: Access): boolean {
    return marks.some(({ kind }) => kind !== "look");
}
