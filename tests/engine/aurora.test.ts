import assert from "node:assert/strict";
import { Rehearsal } from "../support/rehearsal";

const OPTIONS = {
    "everything that provisioned instances can have": {
        "pii:residency": ["eu-west-1", "eu-central-1"],
        "pii:backup": { copyRegion: "eu-central-1" },
        "pii:alarms": { emails: ["all@example.com"], urgentEmails: ["oncall@example.com"] },
        "pii:aurora": {
            activityStream: "async",
            readerAutoscaling: { maxReaders: 5, targetCpuPercent: 60 },
            customEndpoints: { reports: { type: "READER", members: [2] } },
            storage: "ioOptimized",
            insights: "advanced",
            parameters: { work_mem: 65536 },
        },
    },
    "serverless instances": {
        "pii:aurora": { instanceClass: "db.serverless", capacity: { min: 1, max: 8 } },
    },
};

for (const [what, config] of Object.entries(OPTIONS)) {
    describe(`the cluster on the real engine, with ${what}`, function () {
        const prod = new Rehearsal("prod", ["pii-keys", "pii-network", "pii-aurora"]);
        after(() => prod.end());

        it("comes up, and a second update changes nothing", async () => {
            const created = await prod.up(config);
            assert.ok(created.includes("create pii-prod (aws:rds/cluster:Cluster)"));
            assert.deepEqual(
                created.filter((step) => !step.startsWith("create ")),
                [],
            );
            assert.deepEqual(await prod.up(config), []);
        });
    });
}
