import { APP, changed, DATA, ec2, entry, lacking, plus } from "./small-network";
import { judge, QUERY } from "./verdict";

describe("what network ACLs let through", () => {
    judge([
        ["the ACL's entry in is missing", QUERY, lacking("data-in"), /data-acl.*: no rule allows/],
        [
            "the ACL lets no answers out",
            QUERY,
            lacking("data-answers"),
            /data-acl.*: no rule allows answers to tcp .* out to subnet app/,
        ],
        [
            "the ACL lets only some answers out",
            QUERY,
            changed("data-answers", { fromPort: 49152 }),
            "partly",
        ],
        [
            "the ACL lets out only answers to ports that no client has",
            QUERY,
            changed("data-answers", { protocol: "udp" }),
            /no rule allows answers/,
        ],
        [
            "the only entry in lets ICMP messages through, which open no port",
            QUERY,
            changed("data-in", { protocol: "1", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0 }),
            /data-acl.*: no rule allows tcp 5432 in/,
        ],
        [
            "ICMP is denied, which carries no connection",
            QUERY,
            plus(
                ec2("networkAclRule", "first", {
                    networkAclId: "data-acl",
                    ruleNumber: 90,
                    protocol: "58",
                    ruleAction: "deny",
                    cidrBlock: "10.0.0.0/16",
                }),
            ),
            "always",
        ],
        [
            "an entry before the good one denies",
            QUERY,
            plus(
                ec2("networkAclRule", "first", {
                    networkAclId: "data-acl",
                    ruleNumber: 90,
                    protocol: "-1",
                    ruleAction: "deny",
                    cidrBlock: "10.0.0.0/16",
                }),
            ),
            /data-acl.*: rule 90 denies tcp 5432 in from subnet app/,
        ],
        [
            "an entry behind the good one denies",
            QUERY,
            plus(
                ec2("networkAclRule", "later", {
                    networkAclId: "data-acl",
                    ruleNumber: 110,
                    protocol: "-1",
                    ruleAction: "deny",
                    cidrBlock: "0.0.0.0/0",
                }),
            ),
            "always",
        ],
        [
            "an entry before the good one denies a part",
            QUERY,
            plus(
                ec2("networkAclRule", "first", {
                    networkAclId: "data-acl",
                    ruleNumber: 90,
                    protocol: "-1",
                    ruleAction: "deny",
                    cidrBlock: "10.0.1.64/26",
                }),
            ),
            "partly",
        ],
        [
            "the ACL of the source lets no answers in",
            QUERY,
            changed("app-acl", { ingress: [entry("allow", 100, { cidrBlock: "10.9.0.0/16" })] }),
            /app-acl.*: no rule allows answers .* in from subnet data/,
        ],
        [
            "both ends are in one subnet, whatever its ACL says",
            [{ ...APP, subnetIds: ["data"] }, DATA, 5432],
            lacking("data-in"),
            "always",
        ],
        [
            "the subnet has the default ACL of AWS",
            QUERY,
            lacking("data-acl").filter(({ id }) => id !== "data-in"),
            "always",
        ],
        [
            "the subnet has the default ACL, closed",
            QUERY,
            [
                ...lacking("data-acl").map((one) =>
                    one.id === "vpc"
                        ? { ...one, outputs: { ...one.outputs, defaultNetworkAclId: "acl-0" } }
                        : one,
                ),
                ec2("defaultNetworkAcl", "acl-0", { defaultNetworkAclId: "acl-0" }),
            ],
            /network ACL acl-0 \(acl-0\): no rule allows tcp 5432 in/,
        ],
    ]);
});
