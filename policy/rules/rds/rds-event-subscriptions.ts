import { CLUSTER, INSTANCE } from "../../databases";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

const SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription";

export const rdsEventSubscriptions = rule({
    name: "rds-event-subscriptions",
    description: "Somebody is told what RDS does to databases.",
    why: "Failures, patches and changes of settings are events that no metric shows. Off by default, because the subscriptions of an account may be in another stack.",
    severity: "low",
    remediation: "Make an aws.rds.EventSubscription for each source type that the finding names.",
    frameworks: {
        fsbp: ["RDS.19", "RDS.20", "RDS.21"],
        pci: ["10.4.1"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-19",
    level: "disabled",
    settings: {
        sourceTypes: {
            type: "array",
            items: { type: "string" },
            default: ["db-cluster", "db-instance", "db-parameter-group"] as readonly string[],
            description: "what must be subscribed to, by RDS's names",
        },
    },
    checkStack: (stack, { sourceTypes }) => {
        const active = stack.of(SUBSCRIPTION).filter((one) => one.read("enabled") !== false);
        const told = active.map((one) => one.read("sourceType"));
        // One without a source type is of them all.
        const isTold = (type: string) =>
            [type, undefined, UNKNOWN].some((value) => told.includes(value));
        const missing = sourceTypes.filter((type) => !isTold(type));
        if (stack.of(CLUSTER, INSTANCE).length > 0 && missing.length > 0) {
            stack.fail(`nobody is told of events of ${missing.join(", ")}; subscribe to them`);
        }
    },
});
