import { rule } from "../../rule";
import { WEB_ACL } from "../../web-acls";

export const wafAclLogged = rule({
    name: "waf-acl-logged",
    description: "Every web ACL logs what it sees.",
    why: "Otherwise nobody can tell an attack from a mistake in a rule.",
    severity: "low",
    remediation:
        "Make an aws.wafv2.WebAclLoggingConfiguration, with the headers that carry logins in redactedFields.",
    frameworks: { fsbp: ["WAF.11"], pci: ["6.4.2", "10.2.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
    checkStack: (stack) => {
        const logs = stack.links(
            ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
            "resourceArn",
            [WEB_ACL],
            ["arn"],
        );
        for (const acl of stack.of(WEB_ACL)) {
            if (logs.to(acl).length === 0) {
                acl.fail("logs nothing; make an aws.wafv2.WebAclLoggingConfiguration for it");
            }
        }
    },
});
