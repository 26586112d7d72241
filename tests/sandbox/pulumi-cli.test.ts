import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCli } from "../../sandbox/pulumi-cli/find";

const PINNED = "3.259.0";

describe("the search for the Pulumi CLI", () => {
    let root: string;
    let bin: string;
    let cacheDir: string;
    let lines: string[];
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "pii-cli-"));
        bin = join(root, "path");
        cacheDir = join(root, "cache");
        mkdirSync(bin);
        lines = [];
    });
    afterEach(() => {
        rmSync(root, { recursive: true, force: true });
    });

    /** An executable on the only folder of PATH. */
    function tool(name: string, script: string): void {
        writeFileSync(join(bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`, {
            mode: 0o755,
        });
    }

    const find = () =>
        findCli({ env: { PATH: bin }, cacheDir, report: (line) => lines.push(line) });

    const prints = (version: string) => `echo v${version}`;
    /** What installs a CLI of the pinned version at `path`, a shell word. */
    const makes = (path: string) =>
        `mkdir -p "$(dirname "${path}")"\n` +
        `printf '#!/bin/sh\\necho v${PINNED}\\n' > "${path}"\nchmod +x "${path}"`;
    const launches = `test "$2" = pulumi@${PINNED} || exit 9\n${makes(`$PULUMI_HOME/versions/${PINNED}/bin/pulumi`)}`;
    const builds = `test "$1" = build || exit 9\n${makes("$4/pulumi")}`;
    const cached = () => join(cacheDir, `pulumi-${PINNED}`, "bin", "pulumi");

    it("takes the one on PATH", async () => {
        tool("pulumi", prints("3.250.0"));
        const { path, version } = await find();
        assert.deepEqual([path, version.version], [join(bin, "pulumi"), "3.250.0"]);
        assert.equal(existsSync(cacheDir), false);
    });

    it("passes by one on PATH that is too old, and says so", async () => {
        tool("pulumi", prints("3.249.9"));
        tool("npx", launches);
        assert.equal((await find()).path, cached());
        assert.match(lines[0] ?? "", /pulumi is version 3\.249\.9, 3\.250\.0 or later is needed/);
    });

    it("fetches it by the npm launcher once, then finds it in the cache", async () => {
        tool("npx", launches);
        assert.equal((await find()).path, cached());
        rmSync(join(bin, "npx"));
        assert.equal((await find()).path, cached());
        assert.deepEqual(readdirSync(cacheDir), [`pulumi-${PINNED}`]);
    });

    it("builds it where the launcher fails, and says why it failed", async () => {
        tool("npx", "echo 'pulumi: fetch failed' >&2; exit 1");
        tool("go", builds);
        assert.equal((await find()).path, cached());
        assert.deepEqual(lines, [
            `fetching the Pulumi CLI ${PINNED} by its npm launcher`,
            "the npm launcher could not fetch it: npx ended with code 1: pulumi: fetch failed",
            `building the Pulumi CLI ${PINNED} from its Go modules; the first time takes minutes`,
        ]);
    });

    it("makes it anew where the cached one does not run, and clears what a killed run left", async () => {
        mkdirSync(join(cacheDir, `pulumi-${PINNED}`, "bin"), { recursive: true });
        writeFileSync(cached(), "half a file", { mode: 0o755 });
        mkdirSync(join(cacheDir, `pulumi-${PINNED}.partial-abc`));
        tool("go", builds);
        assert.equal((await find()).path, cached());
        assert.deepEqual(readdirSync(cacheDir), [`pulumi-${PINNED}`]);
    });

    it("is made once when two look for it at the same time", async () => {
        tool("go", `echo built >> "${join(root, "builds")}"\n${builds}`);
        const found = await Promise.all([find(), find()]);
        assert.deepEqual(
            found.map(({ path }) => path),
            [cached(), cached()],
        );
        assert.equal(lines.filter((line) => line.startsWith("building")).length, 1);
    });

    it("does not take what was made but does not run", async () => {
        tool("go", `mkdir -p "$4"; echo nonsense > "$4/pulumi"; chmod +x "$4/pulumi"`);
        await assert.rejects(find(), /- what came does not run\n/);
        assert.deepEqual(readdirSync(cacheDir), []);
    });

    it("without any way to it, lists what went wrong and three ways to mend it", async () => {
        await assert.rejects(find(), {
            message: [
                "there is no Pulumi CLI, and none could be got:",
                "  - the npm launcher could not fetch it: there is no npx on PATH",
                "  - it could not be built: there is no go on PATH",
                "any one of these mends it:",
                "  1. install the Pulumi CLI, so that `pulumi version` works: https://www.pulumi.com/docs/install/",
                `  2. let this machine reach https://get.pulumi.com, so that \`npx pulumi@${PINNED}\` can fetch it`,
                "  3. install Go, with access to its module proxy, so that it can be built: https://go.dev/dl/",
            ].join("\n"),
        });
    });
});
