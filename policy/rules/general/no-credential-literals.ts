import { type Literal, literalsOf } from "../../literals";
import type { Resource } from "../../resource";
import { rule } from "../../rule";
import { isRandom, isSecretName, isSecretValue } from "../../secret-words";

/** Properties that are there for a secret; that one comes as a text, however it was passed. */
const FOR_SECRETS = /(password|passphrase|secret|secretString|secretBinary|token|privateKey|wo)$/i;

/** Where the names are the program's own, and not those of AWS. */
const NAMED_BY_US = /(^|\.)(environment\w*|variables|tags|tagsAll|parameters)(\W|$)/;

/** What rules of their own look at. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
    "aws:lambda/function:Function": /^environment\.variables\./,
    "aws:ssm/parameter:Parameter": /^(value|insecureValue)$/,
    "aws:ec2/instance:Instance": /^userData/,
    "aws:ec2/launchTemplate:LaunchTemplate": /^userData/,
    "aws:ec2/launchConfiguration:LaunchConfiguration": /^userData/,
};

function isCredential({ type }: Resource, { path, name, value }: Literal): boolean {
    const ours = NAMED_BY_US.test(path);
    if (typeof value !== "string" || ELSEWHERE[type]?.test(path) === true) {
        return false;
    }
    return ours
        ? isSecretValue(value) || (isSecretName(name, value) && isRandom(value))
        : !FOR_SECRETS.test(name) && isSecretValue(value);
}

export const noCredentialLiterals = rule({
    name: "no-credential-literals",
    description: "No password, key or token stands where it can be read.",
    why: "Tags, descriptions and definitions are shown to everyone who may look, and kept in every state.",
    severity: "high",
    remediation: "Keep it in Secrets Manager and pass its ARN; then change it, as it is known.",
    frameworks: { pci: ["8.3.2", "8.6.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_secrets.html",
    check: (resource) => {
        const literals = resource.type.startsWith("aws:")
            ? literalsOf(resource, { json: true })
            : [];
        for (const { path } of literals.filter((literal) => isCredential(resource, literal))) {
            resource.fail(`${path} holds a credential; pass the ARN of a secret instead`);
        }
    },
});
