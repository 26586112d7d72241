import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { mistakeLine } from "../mistake";
import { userError } from "../user-error";
import { askForSingleton } from "./singleton-answers";
import {
    type Modes,
    type PresentSingletons,
    type Singleton,
    singletonKeys,
    singletonMistakes,
    SINGLETONS,
} from "./singleton-modes";

/**
 * Asks AWS what is there, as far as `modes` say that it matters. To be awaited before anything is
 * declared: what cannot be made, or is not there to be used, is refused here, and not by a
 * deployment that fails half-way.
 * @param prefix start of the environment's names, such as `pii-prod`
 * @throws pulumi.RunError that names all that contradicts what is there
 */
export async function presentSingletons(
    modes: Modes,
    { prefix, region }: { readonly prefix: string; readonly region: string },
): Promise<PresentSingletons> {
    const asked = singletonKeys().filter((singleton) => modes[singleton] !== "skip");
    if (asked.length === 0) {
        return {};
    }
    const { names } = await aws.ssm.getParametersByPath({ path: marks(prefix) });
    const ours = singletonKeys().filter((singleton) =>
        names.includes(`${marks(prefix)}/${singleton}`),
    );
    const found = await Promise.all(
        asked.map(async (key) => [key, await askForSingleton(key, region)] as const),
    );
    const present: PresentSingletons = Object.fromEntries(
        found.filter(([, id]) => id !== undefined),
    );
    const mistakes = singletonMistakes(modes, present, ours);
    if (mistakes.length > 0) {
        throw userError(
            [
                `pii:guardrails does not go with what is in ${region}; nothing was done:`,
                ...mistakes.map(mistakeLine),
                "docs/detection.md says what each of own, adopt and skip means.",
            ].join("\n"),
        );
    }
    return present;
}

/**
 * Marks a singleton as this stack's own, by a parameter: those of Security Hub and Macie have no
 * name or tag of ours. It is there before the singleton is, and as long, if that depends on it.
 */
export function ownMark(
    singleton: Singleton,
    prefix: string,
    parent: pulumi.Resource,
): aws.ssm.Parameter {
    return new aws.ssm.Parameter(
        `${singleton}-own`,
        {
            name: `${marks(prefix)}/${singleton}`,
            type: "String",
            insecureValue: "own",
            description: `The ${SINGLETONS[singleton]} of this region is made by ${prefix}.`,
        },
        { parent },
    );
}

function marks(prefix: string): string {
    return `/${prefix}/singletons`;
}
