// Runs a TypeScript script of this repository on a machine that may have nothing but Node:
// node scripts/run.mjs SCRIPT [ARGUMENT...]. Plain JavaScript without dependencies, because it is
// what installs them.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

checkNode();
installPackages();
const [script, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], join(root, script), ...args];
process.chdir(root);
require("tsx/cjs");
require(join(root, script));

function checkNode() {
    const [major, minor] = process.versions.node.split(".").map(Number);
    if (major < 20 || (major === 20 && minor < 19)) {
        console.error(
            `Node 20.19 or later is needed, this is ${process.version}: https://nodejs.org`,
        );
        process.exit(1);
    }
}

/** `npm ci`, unless the packages of this very lockfile are there already. */
function installPackages() {
    const stamp = join(root, "node_modules", ".installed");
    const lock = createHash("sha256")
        .update(readFileSync(join(root, "package-lock.json")))
        .update(`${process.platform} ${process.arch}`)
        .digest("hex");
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) {
        return;
    }
    console.log("Installing npm packages ...");
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const { status, error } = spawnSync(npm, ["ci", "--loglevel=error"], {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        shell: process.platform === "win32",
    });
    if (status !== 0) {
        console.error(
            `npm ci failed${error ? `: ${error.message}` : ""}; mend that, then try again`,
        );
        process.exit(1);
    }
    writeFileSync(stamp, lock);
}
