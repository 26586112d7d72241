/** Where a comment goes, and who writes it; all of it is told by GitHub Actions. */
export interface PullRequest {
    /** Address of GitHub's API. */
    readonly api: string;
    /** `owner/name` */
    readonly repository: string;
    readonly number: number;
    readonly token: string;
}

interface Comment {
    readonly id: number;
    readonly body?: string;
}

const PER_PAGE = 100;

/**
 * Puts one comment under a pull request: in place of the older one that begins with the same line, if
 * there is one.
 * @param body Markdown whose first line is known by nothing else, such as an HTML comment
 * @throws Error with what GitHub said
 */
export async function putComment(pull: PullRequest, body: string): Promise<"written" | "updated"> {
    const issue = `/repos/${pull.repository}/issues`;
    const [mark = ""] = body.split("\n");
    const older = await findComment(pull, `${issue}/${pull.number}/comments`, mark);
    if (older === undefined) {
        await ask(pull, "POST", `${issue}/${pull.number}/comments`, { body });
        return "written";
    }
    await ask(pull, "PATCH", `${issue}/comments/${older.id}`, { body });
    return "updated";
}

async function findComment(pull: PullRequest, path: string, mark: string) {
    for (let page = 1; ; page++) {
        const found = (await ask(
            pull,
            "GET",
            `${path}?per_page=${PER_PAGE}&page=${page}`,
        )) as readonly Comment[];
        const comment = found.find(({ body = "" }) => body.split(/\r?\n/)[0] === mark);
        if (comment !== undefined || found.length < PER_PAGE) {
            return comment;
        }
    }
}

async function ask({ api, token }: PullRequest, method: string, path: string, body?: object) {
    const response = await fetch(`${api}${path}`, {
        method,
        headers: {
            accept: "application/vnd.github+json",
            authorization: `Bearer ${token}`,
            "x-github-api-version": "2022-11-28",
        },
        ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
        throw new Error(`GitHub refused ${method} ${path} with ${response.status}: ${text}`);
    }
    return JSON.parse(text) as unknown;
}
