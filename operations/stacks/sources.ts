import { realpathSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { build } from "esbuild";
import { type Layer, LAYERS } from "../../stacks/layers";
import type { Sources } from "./changed";

/** The files of this repository that a layer's program is made of, by layer; paths from `root`. */
export async function sourcesOf(root: string): Promise<Sources> {
    const { metafile } = await build({
        absWorkingDir: root,
        entryPoints: LAYERS.map((layer) => `stacks/${layer}/index.ts`),
        bundle: true,
        write: false,
        outdir: ".",
        metafile: true,
        platform: "node",
        logLevel: "silent",
        plugins: [
            {
                // Only what is ours: packages change by the lockfile.
                name: "packages",
                setup: (bundle) => {
                    bundle.onResolve({ filter: /^[^.]/ }, ({ path, kind }) =>
                        kind === "entry-point" ||
                        path.startsWith("@pii-platform/") ||
                        isAbsolute(path)
                            ? undefined
                            : { external: true },
                    );
                },
            },
        ],
    });
    const sources = new Map<Layer, ReadonlySet<string>>();
    for (const { entryPoint = "", inputs } of Object.values(metafile.outputs)) {
        const layer = LAYERS.find((name) => entryPoint === `stacks/${name}/index.ts`);
        if (layer !== undefined) {
            const files = Object.keys(inputs).map((file) =>
                relative(realpathSync(root), realpathSync(resolve(root, file))),
            );
            sources.set(layer, new Set(files));
        }
    }
    return sources;
}
