import type { Waived } from "./acceptances";

/**
 * What is told of a waived finding: four lines, each with a name and a value, so that it can be read
 * by programs too. {@link parseWaived} reads it.
 */
export function waivedMessage({ rule, message, waiver }: Waived): string {
    return [
        `waived: ${rule}: ${message.replaceAll("\n", " ")}`,
        `reason: ${waiver.reason}`,
        `owner: ${waiver.owner}`,
        `expires: ${waiver.expires}`,
    ].join("\n");
}

/** A waived finding, as far as it is told. */
export interface ToldWaiver {
    readonly rule: string;
    readonly message: string;
    readonly reason: string;
    readonly owner: string;
    readonly expires: string;
}

/** The waived finding that a message of the rule `accepted-findings` tells of; nothing if of none. */
export function parseWaived(message: string): ToldWaiver | undefined {
    const match =
        /^waived: (?<rule>\S+): (?<message>.*)\nreason: (?<reason>.*)\nowner: (?<owner>.*)\nexpires: (?<expires>.*)$/m.exec(
            message,
        );
    return match?.groups && ({ ...match.groups } as unknown as ToldWaiver);
}
