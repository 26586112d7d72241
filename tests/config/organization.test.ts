import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { CONTROL_POLICIES } from "../../infra/organization/control-policies";
import { parseOrganization } from "../../stacks/organization/config";

const FOLDER = resolve(__dirname, "../../stacks/organization");

const yaml = (file: string) =>
    parse(readFileSync(join(FOLDER, file), "utf8")) as Record<string, unknown>;

const { config: COMMITTED } = yaml("Pulumi.organization.yaml") as {
    config: { "pii:organization": object };
};

/** The committed configuration with some keys changed or (undefined) gone. */
function organization(changes: object = {}) {
    const settings = { ...COMMITTED["pii:organization"], ...changes };
    return parseOrganization("organization", {
        "aws:region": "eu-west-1",
        "aws:allowedAccountIds": JSON.stringify(["444444444444"]),
        "pii:organization": JSON.stringify(settings),
    });
}

/** The lines of the error that it is refused with, without the first. */
function mistakes(changes: object): string[] {
    try {
        organization(changes);
    } catch (error) {
        assert.ok(pulumi.RunError.isInstance(error), String(error));
        return error.message
            .split("\n")
            .slice(1)
            .map((line) => line.trim());
    }
    return [];
}

describe("configuration of the organization", () => {
    it("is committed as an example, complete with its defaults", () => {
        assert.deepEqual(organization(), {
            stack: "organization",
            organizationId: "o-a1b2c3d4e5",
            targets: ["ou-a1b2-c3d4e5f6"],
            residency: ["eu-west-1", "eu-central-1"],
            deployRoles: ["pii-deploy"],
            breakGlassRoles: ["pii-*-break-glass"],
            backupRoles: ["pii-*-aurora-???????", "pii-*-tables-???????"],
            remedyRoles: ["rules-remedy-???????"],
            iamUsers: "deny",
            trustedAccounts: [],
            policies: CONTROL_POLICIES,
            deletionProtection: true,
        });
    });

    it("has a project that loads TypeScript as the others do", () => {
        const project = yaml("Pulumi.yaml");
        assert.equal(project.name, "pii-organization");
        assert.deepEqual(project.runtime, {
            name: "nodejs",
            options: { typescript: false, nodeargs: "--require tsx/cjs" },
        });
    });

    it("is refused with every mistake at once", () => {
        const wrong = {
            id: "r-a1b2",
            targets: ["ou-a1b2-c3d4e5f6", "prod"],
            residency: [],
            deployRoles: ["arn:aws:iam::111111111111:role/deploy", "*", "role/deploy"],
            breakGlassRoles: undefined,
            iamUsers: false,
            trustedAccounts: ["1"],
            policies: ["tls", "everything"],
            brakeGlass: [],
        };
        assert.deepEqual(
            mistakes(wrong).map((line) => line.replace(/ (is|must|there) .*/, "")),
            [
                "pii:organization.id",
                "pii:organization.targets[1]",
                "pii:organization.residency",
                "pii:organization.deployRoles[0]",
                "pii:organization.deployRoles[1]",
                "pii:organization.deployRoles[2]",
                "pii:organization.breakGlassRoles",
                "pii:organization.iamUsers",
                "pii:organization.trustedAccounts[0]",
                "pii:organization.policies[1]",
                "pii:organization.brakeGlass",
            ],
        );
    });

    it("says of a value what is allowed", () => {
        assert.deepEqual(mistakes({ targets: ["prod"], deployRoles: ["p*"] }), [
            'pii:organization.targets[0] is "prod"; must be a root (r-a1b2), a unit (ou-a1b2-c3d4e5f6) or an account of 12 digits, quoted: "111122223333"',
            'pii:organization.deployRoles[0] is "p*"; must be the name of a role with its path, such as pii-deploy or ops/break-glass, not an ARN; `*` and `?` only after three characters',
        ]);
        assert.deepEqual(mistakes({ targets: ["r-a1b2", "r-a1b2"] }), [
            'pii:organization.targets is ["r-a1b2","r-a1b2"]; must name each once',
        ]);
    });

    it("may name roles with a path and wildcards, such as those of single sign-on", () => {
        const role = "aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BreakGlass_*";
        assert.deepEqual(mistakes({ breakGlassRoles: [role] }), []);
    });

    it("is refused where it makes a document too long, with what does", () => {
        const breakGlassRoles = Array.from(
            { length: 40 },
            (_, n) => `pii-break-glass-of-team-${n}`,
        );
        const [first = "", ...others] = mistakes({ breakGlassRoles });
        assert.match(
            first,
            /^pii:organization\.policies\.data-loss is "\d{4,5} characters"; must have at most 5120, and takes much of it by pii:organization\.breakGlassRoles \(40, in all \d{4,5} characters\), pii:organization\.deployRoles \(1, in all \d+ characters\)/,
        );
        assert.deepEqual(
            others.map((line) => line.split(" ")[0]),
            ["audit", "residency", "baseline"].map((name) => `pii:organization.policies.${name}`),
        );
    });
});
