import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
    FIXED_FOR_LIFE,
    type FixedForLife,
    fixedMistakes,
    type PresentCluster,
    refuseReplacement,
} from "../../infra/aurora/fixed-for-life";

const PRESENT: PresentCluster = {
    clusterIdentifier: "pii-prod",
    databaseName: "pii_db",
    dbSubnetGroupName: "pii-prod-isolated-1a2b3c4",
    kmsKeyId: "arn:storage",
    masterUserSecrets: [],
    masterUsername: "piimaster",
};

const SAME: FixedForLife = {
    databaseName: "pii_db",
    subnetTier: "isolated",
    storageKeyArn: "arn:storage",
    masterUsername: "piimaster",
};

describe("what is fixed for the life of a cluster", () => {
    it("is nothing wrong as long as it is the same", () => {
        assert.deepEqual(fixedMistakes(PRESENT, SAME), []);
    });

    const others: FixedForLife = {
        databaseName: "other",
        subnetTier: "private",
        storageKeyArn: "arn:other",
        masterUsername: "root",
    };
    for (const where of Object.keys(FIXED_FOR_LIFE) as (keyof FixedForLife)[]) {
        it(`is ${where}, which may be unknown, but not another one`, () => {
            const got = others[where];
            assert.deepEqual(fixedMistakes(PRESENT, { ...SAME, [where]: got }), [
                {
                    where,
                    got,
                    advice: `must stay "${String(SAME[where])}": ${FIXED_FOR_LIFE[where]}`,
                },
            ]);
            assert.deepEqual(fixedMistakes(PRESENT, { ...SAME, [where]: undefined }), []);
        });
    }

    it("is not the name of the database where RDS does not tell it", () => {
        for (const databaseName of ["", null as unknown as string]) {
            assert.deepEqual(fixedMistakes({ ...PRESENT, databaseName }, SAME), []);
        }
    });

    it("is not the tier where the name of the subnet group does not say it", () => {
        const dbSubnetGroupName = "an-organization-pii-prod-1";
        assert.deepEqual(fixedMistakes({ ...PRESENT, dbSubnetGroupName }, SAME), []);
    });

    it("is refused all at once, with what to do instead", async () => {
        const storageKeyArn = pulumi.output("arn:other");
        await refuseReplacement(PRESENT, { ...SAME, storageKeyArn: pulumi.output("arn:storage") });
        await assert.rejects(
            refuseReplacement(PRESENT, { ...SAME, databaseName: "other", storageKeyArn }),
            (error) => {
                assert.ok(pulumi.RunError.isInstance(error));
                assert.equal(
                    error.message,
                    `an empty cluster would take the place of pii-prod; this is refused:
  databaseName is "other"; must stay "pii_db": make another database in the same cluster: CREATE DATABASE
  storageKeyArn is "arn:other"; must stay "arn:storage": to rotate the key, nothing: its ARN stays; for another key, set the cluster aside, and restore it under that
docs/backups.md, "go back to a moment", sets a cluster aside and restores it; for an empty one take it down first: docs/aurora.md, "Taking it down".`,
                );
                return true;
            },
        );
    });

    it("waits for the update where a preview cannot know the key", async () => {
        const known = pulumi.output("arn:other");
        const unknown = Object.assign(known, { isKnown: Promise.resolve(false) });
        await refuseReplacement(PRESENT, { ...SAME, storageKeyArn: unknown });
    });

    it("stands in docs/aurora.md, with the same advice", () => {
        const page = readFileSync(join(__dirname, "..", "..", "docs", "aurora.md"), "utf8");
        const section = page.split("\n## ").find((text) => text.startsWith("Fixed for the life"));
        const rows = [...(section ?? "").matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)];
        assert.deepEqual(
            Object.fromEntries(rows.map(([, what, advice]) => [what, advice])),
            FIXED_FOR_LIFE,
        );
    });
});
