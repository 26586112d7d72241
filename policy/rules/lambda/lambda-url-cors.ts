import { rule } from "../../rule";

export const lambdaUrlCors = rule({
    name: "lambda-url-cors",
    description: "Function URLs take no credentials from pages of just anybody.",
    why: "Any page that a user happens to open could call the function in his name.",
    severity: "medium",
    remediation: "Name the origins in cors.allowOrigins, or leave allowCredentials out.",
    frameworks: { pci: ["6.2.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html",
    types: ["aws:lambda/functionUrl:FunctionUrl"],
    check: (url) => {
        if (url.values("cors.allowOrigins").includes("*")) {
            url.must(
                "cors.allowCredentials",
                (allowed) => allowed !== true,
                "takes credentials from every origin; name the origins in cors.allowOrigins",
            );
        }
    },
});
