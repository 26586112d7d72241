import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { version } from "@pulumi/aws/package.json";
import { awsCatalogue } from "../../sandbox/aws/catalogue";
import { Account } from "../../sandbox/cloud/account";
import { CloudProvider } from "../../sandbox/cloud/provider";
import { type Engine, openEngine } from "../../sandbox/engine/engine";
import { project } from "../../sandbox/platform/plan";
import { ROOT } from "../../sandbox/platform/repository";
import { readSettings } from "../../sandbox/platform/settings";
import { serve } from "../../sandbox/provider/serve";
import { recording } from "../support/cloud";
import { type Config, failure, steps } from "../support/rehearsal";
import { temporaryFolder, testCli } from "./fake";

const POLICY = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";
const FOLDER = join(ROOT, "stacks", "organization");
const STACK = "organization";
const UNIT = "ou-a1b2-c3d4e5f6";

/** What the committed settings make. */
const POLICIES = ["data-loss", "audit", "residency", "baseline", "perimeter", "tls"];
const policy = (name: string) => `pii-organization-${name} (${POLICY})`;
const attachment = (name: string, target = UNIT) =>
    `pii-organization-${name}-${target} (${ATTACHMENT})`;

describe("the organization's policies on the real engine", function () {
    const dir = temporaryFolder();
    after(() => {
        rmSync(dir, { recursive: true, force: true });
    });

    /** The management account, as it is kept in the folder. */
    const account = () => new Account(join(dir, "account.json"), "444444444444");

    /** Does `work` on the project as it is committed, but for `changes` to `pii:organization`. */
    async function inOrganization<Result>(
        changes: Config,
        work: (engine: Engine) => Promise<Result>,
    ): Promise<Result> {
        const settings = readSettings(FOLDER, STACK);
        const engine = await openEngine({
            dir,
            what: "a test",
            environment: STACK,
            cli: await testCli(),
            projects: [project(FOLDER, "./stacks/organization")],
            start: async () => {
                const aws = new CloudProvider(
                    "aws",
                    version,
                    awsCatalogue,
                    account(),
                    recording([]),
                );
                aws.configure({ region: settings["aws:region"] });
                return {
                    providers: [await serve(aws)],
                    config: {
                        ...settings,
                        "pii:organization": {
                            ...(settings["pii:organization"] as Config),
                            ...changes,
                        },
                    },
                    close: () => undefined,
                };
            },
            reconcile: () => Promise.resolve(),
            report: () => undefined,
            checkpoints: false,
        });
        try {
            return await work(engine);
        } finally {
            engine.close();
        }
    }

    const run = (what: "up" | "preview" | "destroy", changes: Config = {}) =>
        inOrganization(changes, (engine) => steps(engine, what));

    /** The messages of the failure that `what` ends with, line by line. */
    const refused = async (what: "up" | "preview" | "destroy", changes: Config = {}) => {
        const { report } = await failure(run(what, changes));
        return report.problems.flatMap(({ message }) => message.split("\n"));
    };

    const everything = () =>
        account()
            .everything()
            .map(({ type }) => type)
            .sort();

    it("are refused with every mistake at once, before anything is made", async () => {
        const wrong = {
            id: "r-a1b2",
            targets: ["prod"],
            breakGlassRoles: undefined,
            policies: ["tls", "everything"],
            brakeGlass: [],
        };
        const lines = await refused("up", wrong);
        assert.deepEqual(
            lines.filter((line) => line.includes("pii:organization")).map((line) => line.trim()),
            [
                'pii:organization.id is "r-a1b2"; must be the id of an organization, such as o-a1b2c3d4e5',
                'pii:organization.targets[0] is "prod"; must be a root (r-a1b2), a unit (ou-a1b2-c3d4e5f6) or an account of 12 digits, quoted: "111122223333"',
                "pii:organization.breakGlassRoles is missing; must be a list of names of roles, such as [pii-deploy]",
                'pii:organization.policies[1] is "everything"; must be one of data-loss, audit, residency, baseline, perimeter, tls',
                "pii:organization.brakeGlass is []; there is no such key; look for a typing mistake",
            ],
        );
        assert.deepEqual(everything(), []);
    });

    it("are refused where a document is too long for AWS", async () => {
        const deployRoles = Array.from({ length: 40 }, (_, n) => `pii-deploy-of-team-${n}`);
        const lines = await refused("up", { deployRoles });
        assert.deepEqual(
            lines.map((line) => /pii:organization\.policies\.([\w-]+) is/.exec(line)?.[1]),
            [undefined, "data-loss", "audit", "baseline"],
        );
        assert.deepEqual(everything(), []);
    });

    it("are refused in another organization, and at what is none of its targets", async () => {
        const lines = await refused("up", {
            id: "o-0000000000",
            targets: ["444444444444", "999999999999"],
        });
        assert.deepEqual(
            lines.slice(1).map((line) => line.trim()),
            [
                'pii:organization.id is "o-0000000000"; must be the organization of these credentials, which is o-a1b2c3d4e5',
                'pii:organization.targets[0] is "444444444444"; is the management account, which no such policy ever binds; leave it out',
                'pii:organization.targets[1] is "999999999999"; must be an account of this organization: 444444444444, 111111111111, 222222222222, 333333333333',
            ],
        );
        assert.deepEqual(everything(), []);
    });

    it("come up as they are committed, and a second update changes nothing", async () => {
        const created = await run("up");
        assert.deepEqual(
            created.filter((step) => step.includes("(aws:")),
            POLICIES.flatMap((name) => [policy(name), attachment(name)])
                .map((made) => `create ${made}`)
                .sort(),
        );
        assert.deepEqual(await run("up"), []);
    });

    it("change where a setting is in them, and nowhere else", async () => {
        const residency = ["eu-west-1", "eu-central-1", "eu-north-1"];
        assert.deepEqual(await run("up", { residency }), [`update ${policy("residency")}`]);
        const changed = account()
            .all(POLICY)
            .find(({ inputs }) => inputs.name === "pii-organization-residency");
        assert.match(String(changed?.inputs.content), /"eu-north-1"/);
        assert.deepEqual(await run("up"), [`update ${policy("residency")}`]);
    });

    it("come to a further account without leaving the unit", async () => {
        const target = "111111111111";
        assert.deepEqual(
            await run("preview", { targets: [UNIT, target] }),
            POLICIES.map((name) => `create ${attachment(name, target)}`).sort(),
        );
    });

    it("are neither destroyed nor taken off while they are protected", async () => {
        const before = everything();
        for (const [what, changes] of [
            ["destroy", {}],
            ["up", { policies: POLICIES.slice(1) }],
            ["preview", { targets: ["111111111111"] }],
        ] as const) {
            const lines = await refused(what, changes);
            assert.ok(
                lines.some((line) => line.includes("protected")),
                lines.join("\n"),
            );
            assert.deepEqual(everything(), before);
        }
    });

    it("are taken off one by one, and all at once, when nothing protects them", async () => {
        const free = { deletionProtection: false };
        assert.deepEqual(await run("up", free), []);
        assert.deepEqual(await run("up", { ...free, policies: POLICIES.slice(1) }), [
            `delete ${policy("data-loss")}`,
            `delete ${attachment("data-loss")}`,
        ]);
        await run("destroy", free);
        assert.deepEqual(everything(), []);
    });
});
