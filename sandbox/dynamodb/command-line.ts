import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The command line of a process; empty when it has ended, or it is not ours to see. */
export function commandLine(pid: number): string {
    try {
        switch (process.platform) {
            case "linux":
                return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
            case "win32":
                return execFileSync(
                    "powershell",
                    [
                        "-NoProfile",
                        "-Command",
                        `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
                    ],
                    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
                );
            default:
                return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], {
                    encoding: "utf8",
                    stdio: ["ignore", "pipe", "ignore"],
                });
        }
    } catch {
        return "";
    }
}
