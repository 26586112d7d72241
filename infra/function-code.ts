import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { asset } from "@pulumi/pulumi";
import { buildSync } from "esbuild";

const ROOT = resolve(__dirname, "..");

/** Beside the other caches of tools; each content has a file of its own. */
const BUNDLES = join(ROOT, "node_modules/.cache/functions");

/** The runtime of all functions: the newest that AWS supports for long (until April 2028). */
export const RUNTIME = "nodejs24.x";

/** What a bundle exports its handler as. */
export const HANDLER = "index.handler";

/**
 * The code of `functions/<name>`, with everything that it imports, in one file `index.js`.
 *
 * It is made each time the program runs, from the sources and the locked packages: nothing else can
 * be deployed, and the same sources always give the same bytes, so that a second `up` shows no
 * change. Not minified: what runs can be read, and so can the traces of its errors.
 * @throws BuildFailure of esbuild, where the sources do not hang together
 */
export function functionCode(name: string): asset.AssetArchive {
    const { outputFiles } = buildSync({
        absWorkingDir: ROOT,
        entryPoints: [`functions/${name}/index.ts`],
        bundle: true,
        write: false,
        platform: "node",
        target: "node24",
        format: "cjs",
        // Modules first: of them only what is used comes into the bundle.
        mainFields: ["module", "main"],
        // An addon that the driver takes when it is there.
        external: ["pg-native"],
        logLevel: "silent",
    });
    const code = outputFiles[0]?.contents ?? new Uint8Array();
    const hash = createHash("sha256").update(code).digest("hex");
    const file = join(BUNDLES, `${name}-${hash}.js`);
    // Whole or not at all, because other programs may be at it; and as a file, because the state
    // keeps the text of anything else.
    mkdirSync(BUNDLES, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    return new asset.AssetArchive({ "index.js": new asset.FileAsset(file) });
}
