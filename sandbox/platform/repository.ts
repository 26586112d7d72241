import { createRequire } from "node:module";
import { join } from "node:path";

/** The repository's folder. */
export const ROOT = join(__dirname, "..", "..");

/**
 * Loads a module of the repository by its path, such as `stacks/config/read`. The sandbox imports
 * nothing of the programs; it runs them, as the engine would.
 */
export const load = createRequire(join(ROOT, "package.json")) as (path: string) => unknown;
