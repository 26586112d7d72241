import assert from "node:assert/strict";
import { EventSubscriptions } from "../../infra/aurora/event-subscriptions";
import { mockEngine, registrations } from "./mocks";

describe("EventSubscriptions", () => {
    before(mockEngine);

    it("hear of what RDS does to the cluster and to its instances, and of nothing else's", async () => {
        const all = await registrations(
            () =>
                new EventSubscriptions("pii-prod-events", {
                    topicArn: "arn:topic",
                    clusterIdentifier: "pii-prod",
                    instanceIdentifiers: ["pii-prod-1", "pii-prod-2"],
                }),
        );
        assert.deepEqual(
            all
                .filter(({ type }) => type === "aws:rds/eventSubscription:EventSubscription")
                .sort((a, b) => a.name.localeCompare(b.name))
                .map(({ name, inputs }) => [name, inputs]),
            [
                [
                    "pii-prod-events-db-cluster",
                    {
                        snsTopic: "arn:topic",
                        sourceType: "db-cluster",
                        sourceIds: ["pii-prod"],
                        eventCategories: [
                            "configuration change",
                            "deletion",
                            "failover",
                            "failure",
                            "maintenance",
                            "notification",
                        ],
                    },
                ],
                [
                    "pii-prod-events-db-instance",
                    {
                        snsTopic: "arn:topic",
                        sourceType: "db-instance",
                        sourceIds: ["pii-prod-1", "pii-prod-2"],
                        eventCategories: [
                            "availability",
                            "configuration change",
                            "deletion",
                            "failure",
                            "low storage",
                            "maintenance",
                            "notification",
                            "read replica",
                            "recovery",
                            "security patching",
                        ],
                    },
                ],
            ],
        );
    });
});
