import { acceptances } from "./acceptances";
import type { Resource, Stack } from "./resource";
import type { Setting } from "./rule";

/** The stack itself, which comes before all that is in it. */
const STACK = "pulumi:pulumi:Stack";

/** The parameter that names a file with `what`. */
export function fileSetting(what: string) {
    return {
        type: "string",
        default: "" as string,
        description: `path of the file with ${what}, absolute or from the pack's folder; empty for none`,
    } satisfies Setting;
}

/**
 * How a rule looks at what is wrong with a file: at the stack itself, so that a mistake stops the run
 * before anything happens; at the end only where the stack has not been looked at.
 */
export function looksAtFile(mistakes: () => readonly string[]) {
    const tell = (place: Resource | Stack) => {
        for (const mistake of mistakes()) {
            place.fail(mistake);
        }
    };
    return {
        types: [STACK],
        check: tell,
        checkStack: (stack: Stack) => {
            if (!stack.of(STACK).some(({ urn }) => acceptances.hasLooked(urn))) {
                tell(stack);
            }
        },
    };
}
