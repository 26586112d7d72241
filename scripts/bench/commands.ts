import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../sandbox/platform/repository";
import { add, type Figures, print } from "./figures";

/** The commands as a person gives them, in a clone of its own. */
export function commandFigures(): void {
    const clone = join(mkdtempSync(join(tmpdir(), "pii-bench-")), "clone");
    execFileSync("git", ["clone", "--quiet", ROOT, clone]);
    const figures: Figures = new Map();
    const npm = (what: string, ...args: string[]) => {
        const start = performance.now();
        const { status } = spawnSync("npm", args, { cwd: clone, stdio: "ignore" });
        if (status !== 0) {
            throw new Error(`npm ${args.join(" ")} failed in ${clone}`);
        }
        add(figures, what, (performance.now() - start) / 1000);
    };
    npm("npm start, fresh clone", "start");
    npm("npm start, again, no change", "start");
    npm("npm stop -- --purge", "stop", "--", "--purge");
    npm("npm start, packages installed", "start");
    npm("npm stop -- --purge", "stop", "--", "--purge");
    npm("npm test, warm", "test");
    rmSync(join(clone, ".."), { recursive: true, force: true });
    print("whole commands (the Pulumi CLI is there)", figures);
}
