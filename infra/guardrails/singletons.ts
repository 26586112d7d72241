import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { environmentAccount } from "../aws-call";
import { type Mistake, mistakeLine } from "../mistake";
import { userError } from "../user-error";
import { askForChannel, askForSingleton } from "./singleton-answers";
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
    await requireOneAccount(region);
    const { names } = await aws.ssm.getParametersByPath({ path: marks(prefix) });
    const isOurs = (singleton: Singleton) => names.includes(`${marks(prefix)}/${singleton}`);
    const ours = singletonKeys().filter(isOurs);
    const found = await Promise.all(
        asked.map(async (key) => [key, await askForSingleton(key, region)] as const),
    );
    const present: PresentSingletons = Object.fromEntries(
        found.filter(([, id]) => id !== undefined),
    );
    const mistakes = [
        ...singletonMistakes(modes, present, ours),
        // Somebody else's recorder has a channel, too, and is told of already.
        ...(modes.recorder === "own" && (present.recorder === undefined || isOurs("recorder"))
            ? await channelMistakes(prefix, region)
            : []),
    ];
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

/** What is asked here is asked with other credentials than those that resources are made with. */
async function requireOneAccount(region: string): Promise<void> {
    const { accountId } = await aws.getCallerIdentity();
    const own = await environmentAccount(region).catch((error: unknown) => {
        throw userError(
            `AWS cannot be asked what ${region} has once; nothing was done: ${(error as Error).message}\nIt is asked with the credentials of the environment: name their profile in AWS_PROFILE, also where aws:profile or aws:assumeRoles name it for the provider.`,
        );
    });
    if (own !== accountId) {
        throw userError(
            `the credentials of the environment are those of account ${String(own)}, and those of the provider aws are of ${accountId}, so AWS cannot be asked what ${region} has once; nothing was done\nTake credentials of ${accountId} in the environment, too, such as by AWS_PROFILE.`,
        );
    }
}

async function channelMistakes(prefix: string, region: string): Promise<Mistake[]> {
    const channel = await askForChannel(region);
    return channel === undefined || channel === prefix
        ? []
        : [
              {
                  where: "pii:guardrails.recorder",
                  got: "own",
                  advice: `the region has a delivery channel of AWS Config already, ${channel}, which this stack did not make and no recorder uses, and AWS takes no second one: delete it (aws configservice delete-delivery-channel --delivery-channel-name ${channel} --region ${region}), or set "skip"`,
              },
          ];
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
