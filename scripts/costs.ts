import { readFileSync } from "node:fs";
import { Command } from "commander";
import pc from "picocolors";
import { costLine, type MonthlyCost, monthlyCost, sumByKind } from "../review/costs/monthly-cost";
import { readStates } from "../review/resource";
import { plainTable } from "../sandbox/cli/plain-table";
import { deployedResources } from "./rehearsal";

const command = new Command("npm run costs --")
    .description("What an environment costs a month by standing there, from a rehearsal.")
    .argument("[states...]", "files that `pulumi stack export` wrote, instead of a rehearsal")
    .option("--stack <name>", "environment to rehearse", "dev")
    .parse();

main(command.args, command.opts<{ readonly stack: string }>().stack).then(
    () => process.exit(0),
    (error: unknown) => {
        console.error(pc.red(error instanceof Error ? error.message : String(error)));
        process.exit(1);
    },
);

async function main(files: readonly string[], environment: string): Promise<void> {
    const resources =
        files.length > 0
            ? readStates(...files.map(exported))
            : await deployedResources(environment);
    console.log(report(monthlyCost(resources)));
}

function exported(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch (cause) {
        const what = `${file} cannot be read; give what "pulumi stack export" wrote`;
        throw new Error(`${what}: ${String(cause)}`, { cause });
    }
}

function report(cost: MonthlyCost): string {
    const right = (content: string | number) => ({ content, hAlign: "right" as const });
    const table = plainTable(["USD a month", "count", "each", "what"]);
    for (const { what, count, each, usd } of sumByKind(cost.lines)) {
        table.push([right(usd.toFixed(2)), right(count), right(each.toFixed(2)), what]);
    }
    return [
        table.toString().replace(/ +$/gm, ""),
        ...list(
            "Without a price",
            cost.unpriced.map(({ name, what, why }) => `${what} (${name}): ${why}`),
        ),
        ...list("Charged by use, and in no sum", cost.byUse),
        "",
        pc.bold(costLine(cost)),
    ].join("\n");
}

function list(title: string, items: readonly string[]): string[] {
    return items.length === 0 ? [] : ["", pc.bold(title), ...items.map((item) => `  ${item}`)];
}
