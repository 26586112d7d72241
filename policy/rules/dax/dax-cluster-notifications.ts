import { rule } from "../../rule";

export const daxClusterNotifications = rule({
    name: "dax-cluster-notifications",
    description: "DAX clusters tell a topic what happens to them.",
    why: "Nodes that are added, replaced or lost show in no metric. Off by default, because AWS does not say which service publishes, so that an encrypted topic cannot be opened to it alone.",
    severity: "low",
    remediation: "Set notificationTopicArn to the ARN of an SNS topic.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html",
    level: "disabled",
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster) => {
        cluster.mustHave("notificationTopicArn", "tells nobody; set notificationTopicArn");
    },
});
