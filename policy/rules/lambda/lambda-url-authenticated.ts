import { rule } from "../../rule";

export const lambdaUrlAuthenticated = rule({
    name: "lambda-url-authenticated",
    description: "Function URLs ask who calls.",
    why: "Without, the function is open to everyone on the internet.",
    severity: "high",
    remediation: "Set authorizationType to 'AWS_IAM'.",
    frameworks: { pci: ["7.2.1", "8.3.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    types: ["aws:lambda/functionUrl:FunctionUrl"],
    check: (url) => {
        url.must(
            "authorizationType",
            (type) => type === "AWS_IAM",
            'asks nobody who he is; set authorizationType to "AWS_IAM"',
        );
    },
});
