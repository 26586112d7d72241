import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { rules } from "../../policy/rules";
import { daysLeft, parseWaivers, type Waiver } from "../../policy/waivers";
import { plainTable } from "../../sandbox/cli/plain-table";
import { ROOT } from "../../sandbox/platform/repository";
import { read } from "./sources";

/** Rules whose findings can be waived; the others tell of the run itself. */
export const WAIVABLE = rules.filter(({ aboutRun }) => !aboutRun).map(({ name }) => name);

/** What is to be said of a file of waivers on a day. */
export interface WaiverList {
    /** Path, as it was given. */
    readonly file: string;
    readonly waivers: readonly (Waiver & { readonly state: WaiverState })[];
    readonly mistakes: readonly string[];
}

type WaiverState = "in force" | "expires soon" | "expired";

/** Days before the last day of a waiver from which on it is about to expire. */
export const SOON_DAYS = 30;

/**
 * The waivers in a file, the next to expire first.
 * @param today as `2027-03-31`
 * @throws Error when the file cannot be read
 */
export function waiverList(file: string, today: string): WaiverList {
    const { waivers, mistakes } = parseWaivers(read(file), WAIVABLE);
    return {
        file,
        waivers: waivers
            .map((waiver) => ({ ...waiver, state: stateOf(daysLeft(waiver, today)) }))
            .sort((a, b) => a.expires.localeCompare(b.expires)),
        mistakes,
    };
}

/**
 * The files of waivers that the environments' policy configs name: in `waivers.file`, from the pack's
 * folder. Paths from the repository's top.
 */
export function configuredFiles(root: string = ROOT): string[] {
    const pack = join(root, "policy");
    const configs = join(pack, "config");
    const files = (existsSync(configs) ? readdirSync(configs) : [])
        .filter((name) => name.endsWith(".json"))
        .map((name) => {
            const config = JSON.parse(readFileSync(join(configs, name), "utf8")) as {
                readonly waivers?: { readonly file?: string };
            };
            return config.waivers?.file ?? "";
        })
        .filter((file) => file !== "")
        .map((file) => relative(root, resolve(pack, file)));
    return [...new Set(files)].sort();
}

/** The lists for a terminal. */
export function waiverTable(lists: readonly WaiverList[]): string {
    return lists
        .map(({ file, waivers, mistakes }) => {
            const table = plainTable(["state", "until", "rule", "resource", "owner", "reason"]);
            for (const { state, expires, rule, resource, owner, reason } of waivers) {
                table.push([state, expires, rule, resource, owner, reason]);
            }
            return [
                `${file}: ${waivers.length === 1 ? "1 waiver" : `${waivers.length} waivers`}`,
                ...(waivers.length === 0 ? [] : [table.toString().replace(/ +$/gm, "")]),
                ...mistakes.map((mistake) => `malformed: ${mistake}`),
                "",
            ].join("\n");
        })
        .join("\n");
}

function stateOf(days: number): WaiverState {
    if (days < 0) {
        return "expired";
    }
    return days <= SOON_DAYS ? "expires soon" : "in force";
}
