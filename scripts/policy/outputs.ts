import { version } from "../../policy/package.json";
import { json } from "../../review/policy/json";
import { junit } from "../../review/policy/junit";
import { markdown } from "../../review/policy/markdown";
import type { Report } from "../../review/policy/finding";
import { sarif } from "../../review/policy/sarif";
import { componentPlaces, placeOf } from "./places";
import { PACK_INFO } from "./pack-info";
import { table } from "./table";

export const FORMATS = ["table", "json", "sarif", "junit", "markdown"] as const;

export type Format = (typeof FORMATS)[number];

/**
 * The report in a format.
 * @param env where it runs: GitHub's own variables make links that hold in a comment
 */
export function written(report: Report, format: Format, env: NodeJS.ProcessEnv): string {
    const linkTo = (rule: string) => ruleLink(rule, env);
    switch (format) {
        case "table":
            return table(report);
        case "json":
            return json(report);
        case "junit":
            return junit(report);
        case "markdown":
            return markdown(report, linkTo);
        case "sarif":
            return sarif(report, {
                rules: [...PACK_INFO.rules.values()],
                version,
                placeOf: placeOf(componentPlaces()),
                linkTo,
            });
    }
}

/** The rule's section of the page about all of them: at the commit that was judged, on GitHub. */
export function ruleLink(rule: string, env: NodeJS.ProcessEnv): string {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
    const page = `policy/RULES.md#${rule}`;
    return server && repository && sha ? `${server}/${repository}/blob/${sha}/${page}` : page;
}
