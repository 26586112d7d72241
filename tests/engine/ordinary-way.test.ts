import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { awsCatalogue } from "../../sandbox/aws/catalogue";
import { serveAwsx } from "../../sandbox/awsx/serve";
import { Account } from "../../sandbox/cloud/account";
import { CloudProvider } from "../../sandbox/cloud/provider";
import { randomProvider } from "../../sandbox/random/provider";
import { findCli } from "../../sandbox/pulumi-cli/find";
import { serve, type Served } from "../../sandbox/provider/serve";
import { recording } from "../support/cloud";
import { serveLanguageHost } from "../support/language-host";

const ROOT = join(__dirname, "..", "..");

/** What a checkout needs for `pulumi up`. */
const CHECKOUT = [
    "Pulumi.yaml",
    "Pulumi.dev.yaml",
    "Pulumi.prod.yaml",
    "infra",
    "tables",
    "sql",
    "stacks",
];

describe("the ordinary way: the CLI, the committed projects, a process for each program", function () {
    let folder: string;
    let checkout: string;
    let served: Served[];
    let cli: string;
    let env: NodeJS.ProcessEnv;

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "pii-ordinary-"));
        checkout = join(folder, "checkout");
        mkdirSync(join(folder, "state"));
        // The CLI notes its salt down in Pulumi.<env>.yaml; a copy, because ours is committed.
        for (const name of CHECKOUT) {
            cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
        }
        cpSync(join(ROOT, "package.json"), join(checkout, "package.json"));
        symlinkSync(join(ROOT, "node_modules"), join(checkout, "node_modules"), "junction");

        ({ path: cli } = await findCli({ report: () => undefined }));
        const account = new Account(join(folder, "account.json"), "333333333333");
        const aws = new CloudProvider("aws", "7.48.0", awsCatalogue, account, recording([]));
        const host = await serveLanguageHost();
        served = [await serve(aws), await serveAwsx(), await serve(randomProvider())];
        env = {
            ...process.env,
            PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "rehearsal",
            PULUMI_HOME: join(folder, "home"),
            PULUMI_DEBUG_PROVIDERS: served.map(({ name, port }) => `${name}:${port}`).join(","),
            PULUMI_DEBUG_LANGUAGES: `nodejs:${host.port}`,
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
        };
        served.push(host);
    });

    after(() => {
        for (const server of served) {
            server.close();
        }
        rmSync(folder, { recursive: true, force: true });
    });

    /** Runs the CLI in the checkout; gives back all that it prints, and whether it went well. */
    async function pulumi(...args: string[]): Promise<{ ok: boolean; output: string }> {
        const options = { cwd: checkout, env, maxBuffer: 64 * 1024 * 1024 };
        try {
            const { stdout, stderr } = await promisify(execFile)(cli, args, options);
            return { ok: true, output: stdout + stderr };
        } catch (error) {
            const { stdout, stderr } = error as { stdout: string; stderr: string };
            return { ok: false, output: stdout + stderr };
        }
    }

    it("deploys layer by layer, each reading the shared settings and the layers before it", async () => {
        for (const [layer, count] of [
            ["keys", 34],
            ["network", 93],
        ] as const) {
            const init = await pulumi("-C", `stacks/${layer}`, "stack", "init", "prod");
            assert.ok(init.ok, init.output);
            const up = await pulumi(
                "-C",
                `stacks/${layer}`,
                "up",
                "-s",
                "prod",
                "--yes",
                "--skip-preview",
            );
            assert.ok(up.ok, up.output);
            assert.equal(/\+ (\d+) created/.exec(up.output)?.[1], String(count), up.output);
            assert.doesNotMatch(up.output, /warning/);
        }
    });

    it("refuses, at the top, an environment that is deployed layer by layer", async () => {
        const init = await pulumi("stack", "init", "prod");
        assert.ok(init.ok, init.output);
        const { ok, output } = await pulumi("preview", "-s", "prod");
        assert.equal(ok, false);
        assert.ok(
            output.includes(
                'pii:layout of stack "prod" is "layered", but this entry point is "whole"; run pulumi -C stacks/<layer> up -s prod, or set pii:layout before the first deployment',
            ),
            output,
        );
    });

    it("refuses the credentials of another account than the environment's", async () => {
        const init = await pulumi("stack", "init", "dev");
        assert.ok(init.ok, init.output);
        const { ok, output } = await pulumi("preview", "-s", "dev");
        assert.equal(ok, false);
        assert.match(
            output,
            /account 333333333333, which is not among aws:allowedAccountIds \(111111111111\)/,
        );
    });

    it("says everything that is wrong with the settings", async () => {
        for (const [path, value] of [
            ["pii:network.cidrBlock", "10.48.0.0/33"],
            ["pii:aurora.instances", "none"],
        ] as const) {
            const set = await pulumi(
                "-C",
                "stacks/keys",
                "config",
                "set",
                "-s",
                "prod",
                "--path",
                path,
                value,
            );
            assert.ok(set.ok, set.output);
        }
        const { ok, output } = await pulumi("-C", "stacks/keys", "preview", "-s", "prod");
        assert.equal(ok, false);
        assert.match(
            output,
            /2 mistakes in the configuration of stack "prod" \(Pulumi\.prod\.yaml\)/,
        );
        assert.match(output, /pii:network\.cidrBlock is "10\.48\.0\.0\/33"; must be an IPv4 range/);
        assert.match(
            output,
            /pii:aurora\.instances is "none"; must be a whole number of instances/,
        );
    });
});
