import assert from "node:assert/strict";
import { type Restore, restoreMistakes, restoreSettings } from "../../infra/aurora/restore";

const TARGET = {
    clusterIdentifier: "pii-prod",
    region: "eu-west-1",
    now: new Date("2030-02-01T12:00:00Z"),
};
const DELETED = "cluster-ABCDEFGHIJKLMNOPQRSTUVWX12";

/** The provider would replace a cluster that is there. */
const ignoreChanges = ["restoreToPointInTime", "snapshotIdentifier"];

describe("what a restore adds to the cluster", () => {
    it("is nothing without one, and a restore of before is left alone", () => {
        assert.deepEqual(restoreSettings(undefined), { inputs: {}, ignoreChanges });
    });

    const cases: [string, Restore, object][] = [
        ["a snapshot", { snapshot: "before-it" }, { snapshotIdentifier: "before-it" }],
        [
            "a moment of a cluster",
            { cluster: "pii-prod-damaged", at: "2030-01-31T03:00:00Z" },
            {
                restoreToPointInTime: {
                    sourceClusterIdentifier: "pii-prod-damaged",
                    restoreToTime: "2030-01-31T03:00:00Z",
                    restoreType: "full-copy",
                },
            },
        ],
        [
            "the last moment of a cluster that is deleted",
            { cluster: DELETED, at: "latest" },
            {
                restoreToPointInTime: {
                    sourceClusterResourceId: DELETED,
                    useLatestRestorableTime: true,
                    restoreType: "full-copy",
                },
            },
        ],
        [
            "a clone of a cluster",
            { cluster: "pii-prod-damaged", copyOnWrite: true },
            {
                restoreToPointInTime: {
                    sourceClusterIdentifier: "pii-prod-damaged",
                    useLatestRestorableTime: true,
                    restoreType: "copy-on-write",
                },
            },
        ],
    ];
    for (const [what, restore, inputs] of cases) {
        it(`is ${what}, which does nothing to a cluster that is there`, () => {
            assert.deepEqual(restoreSettings(restore), { inputs, ignoreChanges });
        });
    }
});

describe("what is wrong with a restore", () => {
    const arn = (rest: string) => `arn:aws:rds:${rest}`;
    const good: Restore[] = [
        { snapshot: "before-it" },
        { snapshot: "rds:pii-prod-2030-01-31-03-07" },
        { snapshot: "awsbackup:job-1b2345b2-f22c-4dab-5eb6-bbc7890ed123" },
        { snapshot: arn("eu-west-1:111111111111:cluster-snapshot:awsbackup:job-1") },
        { cluster: "pii-prod-damaged", at: "latest" },
        { cluster: "pii-prod-damaged", at: "2030-02-01T12:00:00Z", copyOnWrite: false },
        { cluster: "pii-prod-damaged", copyOnWrite: true },
        { cluster: DELETED, at: "2030-01-31T03:00:00Z" },
        // A clone of another account's cluster may well have our name.
        { cluster: arn("eu-west-1:222222222222:cluster:pii-prod"), copyOnWrite: true },
    ];
    for (const restore of good) {
        it(`is nothing: ${JSON.stringify(restore)}`, () => {
            assert.deepEqual(restoreMistakes(restore, TARGET), []);
        });
    }

    const forms: Restore[] = [
        {},
        { cluster: "a" },
        { at: "latest" },
        { copyOnWrite: true },
        { cluster: "a", copyOnWrite: false },
        { cluster: "a", at: "latest", copyOnWrite: true },
        { snapshot: "a", cluster: "b" },
        { snapshot: "a", at: "latest" },
        { snapshot: "a", copyOnWrite: true },
        { snapshot: "a", cluster: "b", at: "latest" },
    ];
    for (const restore of forms) {
        it(`is the form of ${JSON.stringify(restore)}`, () => {
            assert.deepEqual(restoreMistakes(restore, TARGET), [
                {
                    where: "restore",
                    got: restore,
                    advice: "must be one of { snapshot }, { cluster, at } and { cluster, copyOnWrite: true }",
                },
            ]);
        });
    }

    const single: [Restore, keyof Restore, string][] = [
        [{ snapshot: "-a" }, "snapshot", "must be the name or the ARN of a snapshot of a cluster"],
        [{ snapshot: "" }, "snapshot", "must be the name or the ARN of a snapshot of a cluster"],
        [
            { snapshot: arn("eu-west-1:111111111111:snapshot:of-an-instance") },
            "snapshot",
            "must be of a cluster: arn:aws:rds:<region>:<account>:cluster-snapshot:<name>",
        ],
        [
            { snapshot: arn("eu-central-1:111111111111:cluster-snapshot:a") },
            "snapshot",
            "must be in eu-west-1: copy it there first (docs/backups.md)",
        ],
        [
            { cluster: "Pii", at: "latest" },
            "cluster",
            "must be the identifier, the ARN or the resource id of a cluster",
        ],
        [
            { cluster: "pii--prod", at: "latest" },
            "cluster",
            "must be the identifier, the ARN or the resource id of a cluster",
        ],
        [
            { cluster: arn("eu-west-1:111111111111:db:instance"), at: "latest" },
            "cluster",
            "must be the identifier, the ARN or the resource id of a cluster",
        ],
        [
            { cluster: arn("eu-central-1:111111111111:cluster:a"), at: "latest" },
            "cluster",
            "must be in eu-west-1: elsewhere only a copied snapshot can be restored",
        ],
        [
            { cluster: "pii-prod", at: "latest" },
            "cluster",
            "must not be the cluster itself, whose name would be taken: rename that one first (docs/backups.md)",
        ],
        [
            { cluster: DELETED, copyOnWrite: true },
            "cluster",
            "must be an identifier or ARN: only a cluster that is there can be cloned",
        ],
        ...["yesterday", "2030-02-30T03:00:00Z", "2030-01-31T03:00:00+01:00", "2030-01-31"].map(
            (at): [Restore, keyof Restore, string] => [
                { cluster: "a", at },
                "at",
                "must be latest, or a moment in UTC such as 2030-01-31T03:00:00Z",
            ],
        ),
        [
            { cluster: "a", at: "2030-02-01T12:00:01Z" },
            "at",
            "must have been, and it is 2030-02-01T12:00:00.000Z now",
        ],
    ];
    for (const [restore, field, advice] of single) {
        it(`is ${field} of ${JSON.stringify(restore)}`, () => {
            assert.deepEqual(restoreMistakes(restore, TARGET), [
                { where: `restore.${field}`, got: restore[field], advice },
            ]);
        });
    }

    it("is everything at once", () => {
        const restore = { cluster: "Pii", at: "yesterday" };
        assert.deepEqual(
            restoreMistakes(restore, TARGET).map(({ where }) => where),
            ["restore.cluster", "restore.at"],
        );
    });
});
