import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { sizeMistakes } from "../../infra/organization/control-policy";
import {
    CONTROL_POLICIES,
    controlPolicies,
    type ControlPolicyArgs,
    type ControlPolicyName,
} from "../../infra/organization/control-policies";
import { userError } from "../../infra/user-error";
import { choice, flag, region, text } from "../config/fields";
import { keyMistakes, mistakesMessage, section } from "../config/raw";
import type { Mistake } from "../config/rules";
import { AWS_SCHEMA } from "../config/schema";

/** What the program is told, complete: every default is filled in. */
export interface OrganizationConfig extends ControlPolicyArgs {
    readonly stack: string;
    readonly targets: readonly string[];
    readonly policies: readonly ControlPolicyName[];
    readonly deletionProtection: boolean;
}

/** Different values of one kind. */
const several = <T extends z.ZodType<string>>(value: T, what: string) =>
    z
        .array(value, { error: `must be a list of ${what}` })
        .refine((all) => new Set(all).size === all.length, { error: "must name each once" });

const some = <T extends z.ZodType<string>>(value: T, what: string) =>
    several(value, what).min(1, { error: `must name at least one of ${what}` });

/** Fewer letters before the first wildcard would leave out roles that nobody thought of. */
const role = text(
    (value) => /^[\w+=,.@/-]{3,}[\w+=,.@/*?-]*$/.test(value) && !/^\/|\/$|^role\//.test(value),
    "the name of a role with its path, such as pii-deploy or ops/break-glass, not an ARN; `*` and `?` only after three characters",
);

const roles = (of: z.ZodType<string>) => some(of, "names of roles, such as [pii-deploy]");

const account = text(
    (id) => /^\d{12}$/.test(id),
    'an account id of 12 digits, quoted: "111122223333"',
);

/** Every key that there may be under `pii:organization`. */
const ORGANIZATION_SCHEMA = z.strictObject(
    {
        id: text(
            (value) => /^o-[a-z0-9]{10,32}$/.test(value),
            "the id of an organization, such as o-a1b2c3d4e5",
        ),
        /** What the policies are attached to. */
        targets: some(
            text(
                (value) =>
                    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/.test(value),
                'a root (r-a1b2), a unit (ou-a1b2-c3d4e5f6) or an account of 12 digits, quoted: "111122223333"',
            ),
            "roots, units or accounts, such as [ou-a1b2-c3d4e5f6]",
        ),
        /** Every region of the environments below: their own, those of replicas and of copies. */
        residency: some(region, "AWS regions, such as [eu-west-1]"),
        /** Roles that Pulumi runs as. */
        deployRoles: roles(role),
        /** Roles that people take in an emergency. */
        breakGlassRoles: roles(role),
        /** Roles that AWS Backup takes backups as. @default those that the platform makes */
        backupRoles: roles(role).optional(),
        /** Roles as which AWS Config mends what breaks a rule. @default the one that the platform makes */
        remedyRoles: roles(role).optional(),
        /** Whether users of IAM may be made. @default "deny" */
        iamUsers: choice(["allow", "deny"]).optional(),
        /** Accounts of others that may come to resources. @default none */
        trustedAccounts: several(account, 'account ids, such as ["111122223333"]').optional(),
        /** @default all */
        policies: some(
            choice(CONTROL_POLICIES),
            `policies: ${CONTROL_POLICIES.join(", ")}`,
        ).optional(),
        /** Pulumi's `protect` on all of it. @default true */
        deletionProtection: flag.optional(),
    },
    { error: "must have id, targets, residency, deployRoles and breakGlassRoles" },
);

/** As Pulumi names the roles of the platform's backups: 7 characters of its own at the end. */
const BACKUP_ROLES = ["pii-*-aurora-???????", "pii-*-tables-???????"];

/** The same of the role of its rules' remedies. */
const REMEDY_ROLES = ["rules-remedy-???????"];

/**
 * The configuration of the stack that is being run.
 * @throws pulumi.RunError that names every mistake at once
 */
export function readOrganization(): OrganizationConfig {
    return parseOrganization(pulumi.getStack(), pulumi.runtime.allConfig());
}

/**
 * The configuration of `stack` from raw values by full key, such as `aws:region`.
 * @throws pulumi.RunError that names every mistake at once
 */
export function parseOrganization(
    stack: string,
    raw: Readonly<Record<string, string>>,
): OrganizationConfig {
    const pii = section("pii", raw);
    const aws = section("aws", raw);
    const parsedPii = z.strictObject({ organization: ORGANIZATION_SCHEMA }).safeParse(pii);
    const parsedAws = AWS_SCHEMA.safeParse(aws);
    const mistakes = [
        ...(parsedAws.error?.issues ?? []).flatMap((issue) => keyMistakes("aws", issue, aws)),
        ...(parsedPii.error?.issues ?? []).flatMap((issue) => keyMistakes("pii", issue, pii)),
    ];
    if (parsedPii.success) {
        const { id, ...given } = parsedPii.data.organization;
        const config = {
            stack,
            organizationId: id,
            policies: CONTROL_POLICIES,
            backupRoles: BACKUP_ROLES,
            remedyRoles: REMEDY_ROLES,
            iamUsers: "deny" as const,
            trustedAccounts: [],
            deletionProtection: true,
            ...given,
        };
        mistakes.push(...tooLong(config));
        if (mistakes.length === 0) {
            return config;
        }
    }
    throw userError(mistakesMessage(stack, mistakes));
}

function tooLong(config: OrganizationConfig): Mistake[] {
    const lists = [
        "deployRoles",
        "breakGlassRoles",
        "backupRoles",
        "remedyRoles",
        "residency",
        "trustedAccounts",
    ];
    return sizeMistakes(
        controlPolicies(config.policies, config),
        Object.fromEntries(
            lists.map((key) => [`pii:organization.${key}`, config[key as "deployRoles"]]),
        ),
    ).map(({ where, got, advice }) => ({ key: `pii:organization.${where}`, got, advice }));
}
