import { rule } from "../../rule";
import { WEB_ACL } from "../../web-acls";

export const wafAclAttached = rule({
    name: "waf-acl-attached",
    description: "Every regional web ACL protects something.",
    why: "One that protects nothing looks like a wall and is none.",
    severity: "medium",
    remediation: "Make an aws.wafv2.WebAclAssociation.",
    frameworks: {
        fsbp: ["APIGateway.4", "ELB.16"],
        pci: ["6.4.2"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
    // What it protects may be in another stack.
    level: "advisory",
    checkStack: (stack) => {
        const associations = stack.links(
            ["aws:wafv2/webAclAssociation:WebAclAssociation"],
            "webAclArn",
            [WEB_ACL],
            ["arn"],
        );
        for (const acl of stack.of(WEB_ACL)) {
            // A distribution of CloudFront names its ACL itself.
            if (acl.read("scope") === "REGIONAL" && associations.to(acl).length === 0) {
                acl.fail("protects nothing; make an aws.wafv2.WebAclAssociation");
            }
        }
    },
});
