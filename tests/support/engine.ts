import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, type OpMap, type PulumiFn } from "@pulumi/pulumi/automation";
import { pulumiCommand } from "../../sandbox/pulumi-cli";
import { WITHOUT_CHECKPOINTS } from "../../sandbox/engine/engine";
import { withoutEpilogue } from "../../sandbox/engine/project-stack";
import type { Props } from "../../sandbox/provider/provider";
import type { Served } from "../../sandbox/provider/serve";

/** A resource as the exported state of a stack holds it. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly parent?: string;
    readonly protect?: boolean;
    readonly inputs?: Props;
    readonly outputs?: Props;
}

export interface Deployed {
    readonly outputs: Props;
    readonly resources: readonly StateResource[];
    /** What a second run of the same program would do: operations and how many of each. */
    readonly again: OpMap;
}

const STACK = "test";

/**
 * Runs `program` on the real engine, with providers that are served already and state in a
 * temporary folder.
 */
export async function deploy(
    program: PulumiFn,
    providers: readonly Served[],
    config: Readonly<Record<string, string>> = {},
): Promise<Deployed> {
    const folder = mkdtempSync(join(tmpdir(), "pii-platform-"));
    try {
        const state = join(folder, "state");
        mkdirSync(state);
        const stack = await LocalWorkspace.createStack(
            { projectName: "test", stackName: STACK, program },
            {
                workDir: folder,
                stackSettings: { [STACK]: { config } },
                pulumiCommand: await pulumiCommand(() => undefined),
                envVars: {
                    PULUMI_BACKEND_URL: `file://${state}`,
                    PULUMI_CONFIG_PASSPHRASE: "",
                    PULUMI_HOME: join(folder, "home"),
                    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                    ...WITHOUT_CHECKPOINTS,
                    PULUMI_DEBUG_PROVIDERS: providers.map((p) => `${p.name}:${p.port}`).join(","),
                },
            },
        );
        await withoutEpilogue(stack).up();
        const exported = await stack.exportStack();
        const { resources } = exported.deployment as { resources: StateResource[] };
        const outputs = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
        const { changeSummary } = await stack.preview();
        return { outputs, resources, again: changeSummary };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
