import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { readNetwork } from "../../review/drawing/network";
import { describeNetwork } from "../../review/drawing/page";
import { drawNetwork } from "../../review/drawing/picture";
import type { Resource } from "../../review/resource";
import { ROOT } from "../../sandbox/platform/repository";

/** What is drawn; staging differs from dev by its addresses alone. */
export const ENVIRONMENTS = ["dev", "prod"] as const;

const FOLDER = "docs/network";

const ORIGIN =
    "Written by `npm run docs` from the resources of a rehearsal, with the defaults and with what " +
    "the environment's settings file says. Do not edit.";

/**
 * The files about an environment's network: their contents by their paths in the repository.
 * @param resources of the environment, as `rehearsedResources` tells them
 */
export async function networkFiles(
    environment: string,
    resources: readonly Resource[],
): Promise<ReadonlyMap<string, string>> {
    const network = readNetwork(resources);
    const picture = `${environment}.svg`;
    const page = `${FOLDER}/${environment}.md`;
    return new Map([
        [`${FOLDER}/${picture}`, await drawNetwork(network, environment)],
        [
            page,
            await formatted(
                page,
                describeNetwork(network, { environment, picture, origin: ORIGIN }),
            ),
        ],
    ]);
}

/** As `npm run format` would leave it. */
async function formatted(path: string, text: string): Promise<string> {
    const filepath = join(ROOT, path);
    return format(text, { ...(await resolveConfig(filepath)), filepath });
}
