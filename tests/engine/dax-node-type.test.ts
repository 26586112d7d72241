import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { keptNodeType } from "../../infra/dynamodb/dax-node-type";
import { pulumiCommand } from "../../sandbox/pulumi-cli";

describe("the type of a cache's nodes, on the engine", function () {
    const folder = mkdtempSync(join(tmpdir(), "pii-platform-"));
    let nodeType = "dax.r5.large";
    let stack: Stack;

    before(async () => {
        const state = join(folder, "state");
        mkdirSync(state);
        stack = await LocalWorkspace.createStack(
            {
                projectName: "test",
                stackName: "test",
                program: () => {
                    const cluster = { clusterName: "pii-prod", nodeType };
                    return Promise.resolve({ kept: keptNodeType("dax-node-type", cluster, {}) });
                },
            },
            {
                workDir: folder,
                pulumiCommand: await pulumiCommand(() => undefined),
                envVars: {
                    PULUMI_BACKEND_URL: `file://${state}`,
                    PULUMI_CONFIG_PASSPHRASE: "",
                    PULUMI_HOME: join(folder, "home"),
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                },
            },
        );
    });

    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    it("is known before the cluster is made, and stays", async () => {
        const { changeSummary } = await stack.preview();
        assert.equal(changeSummary.create, 2);
        assert.equal((await stack.up()).outputs.kept?.value, "dax.r5.large");
    });

    it("is refused to change, at the preview, with what to do instead", async () => {
        nodeType = "dax.r7i.large";
        await assert.rejects(stack.preview(), (error: Error) => {
            assert.match(error.message, /pii-prod has nodes of dax\.r5\.large, and cannot get/);
            assert.match(error.message, /daxNext: \{ nodeType: dax\.r7i\.large, serves: false \}/);
            return true;
        });
    });

    it("is what it was, even where nobody looked at a preview", async () => {
        await assert.rejects(stack.up());
        nodeType = "dax.r5.large";
        assert.equal((await stack.up()).outputs.kept?.value, "dax.r5.large");
    });
});
