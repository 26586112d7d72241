import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { readNetwork } from "../../review/drawing/network";
import { describeNetwork } from "../../review/drawing/page";
import { drawNetwork } from "../../review/drawing/picture";
import { ROOT } from "../../sandbox/platform/repository";
import { rehearsedResources } from "../rehearsal";

/** What is drawn; staging differs from dev by its addresses alone. */
export const ENVIRONMENTS = ["dev", "prod"] as const;

const FOLDER = "docs/network";

const ORIGIN =
    "Written by `npm run docs` from the resources of a rehearsal, with the defaults and with what " +
    "the environment's settings file says. Do not edit.";

/** The files about an environment's network: their contents by their paths in the repository. */
export async function networkFiles(environment: string): Promise<ReadonlyMap<string, string>> {
    const network = readNetwork(await rehearsedResources(environment));
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
