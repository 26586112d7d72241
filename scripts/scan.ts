import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import { type Objection, readScan, unsettled } from "../review/scanner/checkov";
import { EXPLAINED } from "../review/scanner/explained";
import { type LinkedResource, terraformPlan } from "../review/scanner/terraform-plan";
import { plainTable } from "../sandbox/cli/plain-table";
import { runTool } from "../sandbox/pulumi-cli/tool";
import { deployedStates } from "./rehearsal";

const command = new Command("npm run scan --")
    .description("What Checkov, a scanner of others, objects to in a rehearsed environment.")
    .option("--stack <name>", "environment to rehearse", "prod")
    .option("--plan <file>", "keep the plan that the scanner reads in this file")
    .option("--checkov <program>", "the scanner", "checkov")
    .addHelpText(
        "after",
        "\nIt exits with 1 where something is neither mended nor explained (review/scanner/explained.ts).",
    )
    .parse();

main(command.opts()).then(
    (code) => process.exit(code),
    (error: unknown) => {
        console.error(pc.red(error instanceof Error ? error.message : String(error)));
        process.exit(2);
    },
);

interface Options {
    readonly stack: string;
    readonly plan?: string;
    readonly checkov: string;
}

async function main({ stack, plan: kept, checkov }: Options): Promise<number> {
    const states = await deployedStates(stack);
    const resources = states.flatMap(
        ([, { resources = [] }]) => resources as unknown as LinkedResource[],
    );
    const plan = terraformPlan(resources);
    const dir = mkdtempSync(join(tmpdir(), "pii-scan-"));
    try {
        const file = kept ?? join(dir, "plan.json");
        writeFileSync(file, JSON.stringify(plan));
        const { stdout, reason } = await runTool(
            checkov,
            ["--file", file, "--framework", "terraform_plan", "--output", "json", "--compact"],
            { env: { ...process.env, EVAL_TF_PLAN_AFTER_UNKNOWN: "1" }, timeoutSeconds: 600 },
        );
        if (stdout.trim() === "") {
            throw new Error(`${checkov} did not run: ${reason}; install it by pip install checkov`);
        }
        const scan = readScan(stdout, plan.planned_values.root_module.resources.length);
        const { unexplained, stale } = unsettled(scan);
        console.log(table(scan.objections));
        console.log(
            `${scan.resources} resources, ${scan.passed} checks passed, ${scan.objections.length} objections, ${unexplained.length} of them not explained`,
        );
        if (stale.length > 0) {
            console.log(`explained, but not objected to in ${stack}: ${stale.join(", ")}`);
        }
        return unexplained.length === 0 ? 0 : 1;
    } finally {
        rmSync(dir, { recursive: true, force: true });
    }
}

function table(objections: readonly Objection[]): string {
    const rows = plainTable(["check", "count", "first", "explained"]);
    for (const check of new Set(objections.map((objection) => objection.check))) {
        const all = objections.filter((objection) => objection.check === check);
        rows.push([
            `${check} ${all[0]?.title ?? ""}`.slice(0, 70),
            String(all.length),
            all[0]?.resource ?? "",
            EXPLAINED[check] === undefined ? "no" : "yes",
        ]);
    }
    return rows.toString();
}
