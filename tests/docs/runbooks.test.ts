import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { LAYERS } from "../../stacks/layers";

const ROOT = resolve(__dirname, "../..");
const FOLDER = join(ROOT, "docs", "runbooks");
const INDEX = "README.md";

const PAGES = readdirSync(FOLDER).map((name) => ({
    name,
    text: readFileSync(join(FOLDER, name), "utf8"),
}));

const PARTS = [
    ...["When", "First five minutes", "Look", "Contain"],
    ...["Mend", "Afterwards", "Practise"],
];

/** Scripts of npm that are called without `run`. */
const SHORT = ["start", "stop", "test"];

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
};

/** One call of a script of ours, such as `npm run data -- seed --items 10`. */
interface Call {
    readonly page: string;
    readonly script: string;
    readonly args: readonly string[];
}

/** What stands in blocks of the shell, a command in one line, and between backticks. */
function code(text: string): string[] {
    const blocks = [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block = ""]) => block);
    const rest = text.replaceAll(/```[^]*?```/g, "");
    return [
        ...blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n")),
        ...[...rest.matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span),
    ];
}

const CALLS: readonly Call[] = PAGES.flatMap(({ name: page, text }) =>
    code(text).flatMap((line) =>
        [...line.matchAll(/npm (run (?:-s )?)?([\w:-]+)( -- [^|;&#]*)?/g)].flatMap(
            ([, run, script = "", rest = ""]): Call[] =>
                run === undefined && !SHORT.includes(script)
                    ? []
                    : [
                          {
                              page,
                              script,
                              args: rest.split(/\s+/).filter((arg) => !/^(--)?$/.test(arg)),
                          },
                      ],
        ),
    ),
);

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(file: string): string[] {
    const headings = readFileSync(file, "utf8").matchAll(/^#{1,6} (.+)$/gm);
    return [...headings].map(([, heading = ""]) =>
        heading
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
            .replaceAll(" ", "-"),
    );
}

const run = promisify(execFile);

/** What commands say of themselves, each asked once. */
const helps = new Map<string, Promise<string>>();

function help(script: string, ...args: string[]): Promise<string> {
    const key = [script, ...args].join(" ");
    const [, file = ""] = /run\.mjs (\S+)/.exec(scripts[script] ?? "") ?? [];
    const said =
        helps.get(key) ??
        run(process.execPath, ["--require", "tsx/cjs", file, ...args, "--help"], {
            cwd: ROOT,
        }).then(({ stdout }) => stdout);
    helps.set(key, said);
    return said;
}

/** What is wrong with a call, if anything. */
async function mistakesOf({ page, script, args }: Call): Promise<string[]> {
    const said = `${page}: npm run ${script} ${args.join(" ")}`;
    if (scripts[script] === undefined) {
        return [`${said}: there is no such script`];
    }
    if (args.length === 0) {
        return [];
    }
    const [first = ""] = args;
    const subcommands = first.startsWith("--") ? [] : [first];
    const taken = await help(script, ...subcommands);
    // Of what it does not know it tells the help of the whole.
    if (!taken.includes([script, "--", ...subcommands, "["].join(" "))) {
        return [`${said}: it has no ${first}`];
    }
    return args
        .filter((arg) => arg.startsWith("--") && !new RegExp(`${arg}\\b`).test(taken))
        .map((option) => `${said}: it takes no ${option}`);
}

describe("the runbooks", function () {
    // Each command is started to say what it takes.

    it("have the same parts in the same order, so that nobody looks for them at night", () => {
        for (const { name, text } of PAGES.filter(({ name }) => name !== INDEX)) {
            const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
            assert.deepEqual(headings, PARTS, name);
        }
    });

    it("name no page, file or heading that is not there", () => {
        const wrong = PAGES.flatMap(({ name, text }) =>
            [...text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].flatMap(([, link = ""]) => {
                const [path = "", anchor] = link.split("#");
                const file = path === "" ? join(FOLDER, name) : resolve(FOLDER, path);
                return existsSync(file) &&
                    (anchor === undefined || anchorsOf(file).includes(anchor))
                    ? []
                    : [`${name}: ${link}`];
            }),
        );
        assert.deepEqual(wrong, []);
    });

    it("run only queries, and go only to layers, that there are", () => {
        const lines = PAGES.flatMap(({ name, text }) => code(text).map((line) => [name, line]));
        const wrong = lines.flatMap(([name = "", line = ""]) => [
            ...[...line.matchAll(/\b((?:sql|docs|policy)\/[\w/.-]+)/g)]
                .filter(([, file = ""]) => !existsSync(join(ROOT, file)))
                .map(([, file = ""]) => `${name}: ${file}`),
            ...[...line.matchAll(/pulumi -C stacks\/([\w-]+)/g)]
                .filter(([, layer = ""]) => !(LAYERS as readonly string[]).includes(layer))
                .map(([, layer = ""]) => `${name}: the layer ${layer}`),
        ]);
        assert.deepEqual(wrong, []);
        assert.ok(lines.some(([, line]) => line?.includes("-f sql/queries/readers.sql")));
    });

    it("ask for each query as the login that it is for", () => {
        const logins: Readonly<Record<string, string>> = { DB: "pii_audit", ACCESS: "pii_access" };
        const wrong = PAGES.flatMap(({ name, text }) =>
            code(text).flatMap((line) => {
                const [, who = "", file = ""] =
                    /psql "\$(DB|ACCESS)".* -f (sql\/queries\/\S+)/.exec(line) ?? [];
                const due =
                    file && /^-- Who: (\w+)/m.exec(readFileSync(join(ROOT, file), "utf8"))?.[1];
                return file === "" || due === logins[who] ? [] : [`${name}: ${file} as ${who}`];
            }),
        );
        assert.deepEqual(wrong, []);
    });

    it("call only commands, with options, that there are", async () => {
        assert.ok(CALLS.length > 50);
        const wrong = await Promise.all(CALLS.map(mistakesOf));
        assert.deepEqual(wrong.flat(), []);
    });

    it("name the way to the database wherever something is done inside it", () => {
        const wrong = CALLS.filter(
            ({ script, args }) =>
                script === "emergency" &&
                args.includes("--stack") &&
                ["--role", "--all"].some((option) => args.includes(option)) &&
                !args.includes("--via"),
        );
        assert.deepEqual(wrong, []);
    });

    it("are where the alarms of the trail send people, and the index says so", () => {
        const folder = join(ROOT, "infra", "guardrails");
        const index = PAGES.find(({ name }) => name === INDEX)?.text ?? "";
        const events = readdirSync(folder).flatMap((file) =>
            [
                ...readFileSync(join(folder, file), "utf8").matchAll(
                    /id: "([\w-]+)",(?:(?!id: ")[^])*?runbook: "([\w-]+)"/g,
                ),
            ].map(([, id = "", page = ""]) => ({ id, page })),
        );
        const wrong = events.filter(
            ({ id, page }) =>
                !PAGES.some(({ name }) => name === `${page}.md`) ||
                !new RegExp(`^\\| \`${id}\` .*\\]\\(${page}\\.md\\)`, "m").test(index),
        );
        assert.deepEqual(wrong, []);
    });

    it("are each in the index", () => {
        const index = PAGES.find(({ name }) => name === INDEX)?.text ?? "";
        for (const { name } of PAGES.filter((page) => page.name !== INDEX)) {
            assert.ok(index.includes(`](${name})`), `${name} is not in ${INDEX}`);
        }
    });
});
