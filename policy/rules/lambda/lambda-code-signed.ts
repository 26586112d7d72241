import { rule } from "../../rule";

export const lambdaCodeSigned = rule({
    name: "lambda-code-signed",
    description: "Functions take only code that is signed.",
    why: "Whoever may update the function could otherwise run any code with its rights. Off by default, because it needs signing profiles and a step in every build.",
    severity: "low",
    remediation: "Set codeSigningConfigArn.",
    frameworks: { pci: ["6.5.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
    level: "disabled",
    types: ["aws:lambda/function:Function"],
    check: (lambda) => {
        // Lambda has no signatures for containers.
        if (lambda.read("packageType") !== "Image") {
            lambda.mustHave("codeSigningConfigArn", "takes any code; set codeSigningConfigArn");
        }
    },
});
