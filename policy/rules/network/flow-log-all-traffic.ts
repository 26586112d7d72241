import { rule } from "../../rule";

export const flowLogAllTraffic = rule({
    name: "flow-log-all-traffic",
    description: "Every flow log records accepted and rejected traffic.",
    why: "Accepted traffic shows where data went, rejected traffic who tried; one without the other is half an answer.",
    severity: "low",
    remediation: "Set trafficType to 'ALL'.",
    frameworks: { cis: ["3.7"], pci: ["10.2.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html",
    types: ["aws:ec2/flowLog:FlowLog"],
    check: (log) => {
        // A transit gateway's log takes no such filter.
        if (!log.has("transitGatewayId") && !log.has("transitGatewayAttachmentId")) {
            log.must(
                "trafficType",
                (type) => type === "ALL",
                'does not log all traffic; set trafficType to "ALL"',
            );
        }
    },
});
