import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../sandbox/platform/repository";
import { rules } from "../policy/rules";
import { EXPLAINED } from "../review/scanner/explained";
import { CATALOGUE } from "../sql/catalogue/catalogue";
import { TABLES } from "../tables/tables";
import { ALARMS_PAGE, alarmsPage } from "./docs/alarms";
import { CONTROLS_PAGE, controlsPage, whereabouts } from "./docs/controls";
import { ENVIRONMENTS, networkFiles } from "./docs/network";
import { organizationFiles } from "./docs/organization";
import { CONFIG_TYPE, configType } from "./docs/policy-config";
import { RULES_PAGE, rulesPage } from "./docs/rules";
import { SCANNER_PAGE, scannerPage } from "./docs/scanner";
import { SCHEMA_PAGE, schemaPage } from "./docs/schema";
import { TABLES_PAGE, tablesPage } from "./docs/tables";
import { rehearsedResources } from "./rehearsal";

/** Writes the pages that are generated, and says which files changed. */
async function main(): Promise<void> {
    write(ALARMS_PAGE, await alarmsPage());
    write(CONTROLS_PAGE, await controlsPage(rules, whereabouts()));
    write(RULES_PAGE, await rulesPage(rules));
    write(SCANNER_PAGE, await scannerPage(EXPLAINED));
    write(CONFIG_TYPE, await configType(rules));
    write(SCHEMA_PAGE, await schemaPage(CATALOGUE));
    write(TABLES_PAGE, await tablesPage(TABLES));
    for (const [path, content] of await organizationFiles()) {
        write(path, content);
    }
    for (const environment of ENVIRONMENTS) {
        const resources = await rehearsedResources(environment);
        for (const [path, content] of await networkFiles(environment, resources)) {
            write(path, content);
        }
    }
}

function write(path: string, content: string): void {
    const file = join(ROOT, path);
    const isCurrent = existsSync(file) && readFileSync(file, "utf8") === content;
    if (!isCurrent) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
    }
    console.log(`${isCurrent ? "current" : "written"}  ${path}`);
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
