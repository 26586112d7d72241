import { readFileSync } from "node:fs";

/**
 * CPU that a process has had. Linux counts it in nanoseconds, where the kernel is made to, and in
 * ticks of 10 ms.
 */
export function cpuSeconds(pid: number): number | undefined {
    try {
        const [nanoseconds] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ").map(Number);
        if (nanoseconds !== undefined && nanoseconds > 0) {
            return nanoseconds / 1e9;
        }
    } catch {
        // There are ticks.
    }
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // The name may have blanks in it; utime and stime are the 12th and 13th after it.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
        return undefined;
    }
}
