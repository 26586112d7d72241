import { execFileSync } from "node:child_process";

/** Resident memory of a process and everything below it, in MB; the peak since the last call. */
export class Memory {
    #peak = 0;
    readonly #timer = setInterval(() => {
        this.#peak = Math.max(this.#peak, treeMemory(this.root));
    }, 250);

    /** @param root id of the process. @default this one */
    constructor(private readonly root = process.pid) {}

    take(): number {
        const peak = Math.max(this.#peak, treeMemory(this.root));
        this.#peak = 0;
        return peak;
    }

    end(): void {
        clearInterval(this.#timer);
    }
}

function treeMemory(root: number): number {
    const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" })
        .trim()
        .split("\n")
        .map((line) => line.trim().split(/\s+/).map(Number));
    const ours = new Set([root]);
    let sum = 0;
    // A child's line may come before its parent's, but not by more than a few levels.
    for (let pass = 0; pass < 4; pass++) {
        for (const [pid = 0, parent = 0] of rows) {
            if (ours.has(parent)) {
                ours.add(pid);
            }
        }
    }
    for (const [pid = 0, , rss = 0] of rows) {
        sum += ours.has(pid) ? rss : 0;
    }
    return sum / 1024;
}
