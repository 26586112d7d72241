import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { parse } from "yaml";
import { documentOf } from "../../infra/organization/control-policy";
import { controlPolicies } from "../../infra/organization/control-policies";
import { ROOT } from "../../sandbox/platform/repository";
import { parseOrganization } from "../../stacks/organization/config";

const SETTINGS = "stacks/organization/Pulumi.organization.yaml";

/** The documents of the organization's policies as its settings make them, by their paths. */
export async function organizationFiles(): Promise<[path: string, content: string][]> {
    const { config } = parse(readFileSync(join(ROOT, SETTINGS), "utf8")) as {
        config: Record<string, unknown>;
    };
    // As the engine hands it over.
    const raw = Object.entries(config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const settings = parseOrganization(
        "organization",
        Object.fromEntries(raw) as Record<string, string>,
    );
    return Promise.all(
        controlPolicies(settings.policies, settings).map(async (policy) => {
            const path = `docs/organization/${policy.name}.json`;
            const filepath = join(ROOT, path);
            const options = { ...(await resolveConfig(filepath)), filepath };
            return [path, await format(documentOf(policy), options)] as [string, string];
        }),
    );
}
