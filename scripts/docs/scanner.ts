import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { ROOT } from "../../sandbox/platform/repository";

export const SCANNER_PAGE = "docs/scanner.md";

/** The page about what another scanner objects to, and why it stays. */
export async function scannerPage(explained: Readonly<Record<string, string>>): Promise<string> {
    const rows = Object.entries(explained)
        .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
        .map(([check, why]) => `| ${check} | ${why} |`);
    const text = [INTRODUCTION, "| check | why it stays |", "| --- | --- |", ...rows, ""].join(
        "\n",
    );
    const file = join(ROOT, SCANNER_PAGE);
    return format(text, { ...(await resolveConfig(file)), filepath: file });
}

const INTRODUCTION = `# What another scanner says

<!-- Written by \`npm run docs\` from review/scanner/explained.ts. Do not edit. -->

The policy pack is ours, and so are its tests. So somebody else's scanner looks at the same resources:
[Checkov](https://www.checkov.io), which knows Terraform, and is given the rehearsed environment in that form.

\`\`\`sh
pip install checkov
npm run scan                                   # the environment prod
npm run scan -- --stack dev --plan plan.json   # and keep what the scanner read
\`\`\`

| exit code | means |
| --- | --- |
| 0 | everything that it objects to is explained below |
| 1 | something is neither mended nor explained |
| 2 | the scanner did not run, or passed over resources |

It sees each resource with the values of a first update. What stands in another stack it does not see.

## Explained

`;
