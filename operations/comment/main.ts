import { readFileSync } from "node:fs";
import { Command } from "commander";
import pc from "picocolors";
import { z } from "zod";
import { type PullRequest, putComment } from "./comment";

const command = new Command("npm run comment --")
    .description("Puts a file under a pull request, as one comment that is updated.")
    .argument("<file>", "Markdown; its first line is what the comment is known by")
    .addHelpText(
        "after",
        "\nIn a workflow of GitHub Actions; asks for the variables GITHUB_TOKEN and PULL_REQUEST (its number).",
    )
    .allowExcessArguments(false)
    .parse();

const SCHEMA = z.object({
    GITHUB_API_URL: z.url("must be the address of GitHub's API"),
    GITHUB_REPOSITORY: z.string("must be owner/name"),
    GITHUB_TOKEN: z.string("must be a token that may write comments").min(1),
    PULL_REQUEST: z.string("must be the pull request's number").regex(/^\d+$/, "must be a number"),
});

main(command.args[0] ?? "").catch((error: unknown) => {
    console.error(pc.red(error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
});

async function main(file: string): Promise<void> {
    console.log(`comment ${await putComment(pullRequest(), readFileSync(file, "utf8"))}`);
}

function pullRequest(): PullRequest {
    const { success, data, error } = SCHEMA.safeParse(process.env);
    if (!success) {
        const mistakes = error.issues.map(({ path, message }) => `  ${path.join(".")} ${message}`);
        throw new Error(`this is no workflow of a pull request:\n${mistakes.join("\n")}`);
    }
    return {
        api: data.GITHUB_API_URL,
        repository: data.GITHUB_REPOSITORY,
        number: Number(data.PULL_REQUEST),
        token: data.GITHUB_TOKEN,
    };
}
