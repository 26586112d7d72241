import { randomBytes } from "node:crypto";
import { connected, setPassword } from "@pii-platform/sql";
import { LOGIN_ROLES } from "../../infra/database/roles";
import type { Act, Change } from "./change";
import { rolesWithAccess } from "./find";
import { endingSessions } from "./kinds/role-sessions";
import { masterOf, type Scene } from "./scene";
import { endSessions } from "./sessions";

/** Whose access goes. */
export interface Whose {
    /** Of the database. */
    readonly role?: string;
    /** ARN of a role of IAM. */
    readonly principal?: string;
    readonly all?: true;
}

/** @returns what is wrong with what was asked for, if anything */
export function whoseProblems({ role, principal, all }: Whose): string[] {
    const names = LOGIN_ROLES.map(({ name }) => name);
    return [
        ...([role, principal, all].filter((one) => one !== undefined).length === 1
            ? []
            : ["say whose access: one of --role <name>, --principal <arn> and --all"]),
        ...(role === undefined || names.includes(role)
            ? []
            : [`--role is ${role}; the roles that log in to the database are ${names.join(", ")}`]),
        ...(principal === undefined ? [] : principalProblems(principal)),
    ];
}

function principalProblems(arn: string): string[] {
    if (/^arn:[\w-]+:iam::\d{12}:role\/aws-reserved\//.test(arn)) {
        return [
            `--principal is ${arn}, a role of IAM Identity Center, which nobody else can change: end the user's sessions and take the assignment away there`,
        ];
    }
    if (!/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(arn)) {
        return [
            `--principal is ${arn}; give the ARN of a role, such as arn:aws:iam::111122223333:role/app; the keys of a user are made inactive by aws iam update-access-key`,
        ];
    }
    return [];
}

/** What takes the access away. */
export async function revocation(
    scene: Scene,
    { role, principal, all }: Whose,
    moment: Date,
): Promise<(Change | Act)[]> {
    const roles = LOGIN_ROLES.filter(({ name }) => all === true || name === role);
    const principals = all === true ? await rolesWithAccess(scene) : principal ? [principal] : [];
    const logins = roles.map(({ name }) => ({
        kind: "database-role",
        id: name,
        to: () => false,
        aim: "refused",
    }));
    const passwords = await Promise.all(
        roles
            .filter(({ login }) => login === "password")
            .map(async ({ name }) => password(scene, name, await secretOf(scene, name))),
    );
    return [
        // First the rights to get in anew.
        ...principals.map((id) => ({
            kind: "role-sessions",
            id,
            to: () => endingSessions(moment),
            aim: `end, if from before ${moment.toISOString()}`,
        })),
        ...logins,
        ...roles.map(({ name }) => sessions(scene, name)),
        ...passwords,
        // Last, as everything else logs in with it.
        ...(all === true ? [await masterPassword(scene)] : []),
    ];
}

function sessions(scene: Scene, role: string): Act {
    return {
        kind: "sessions",
        id: role,
        says: `sessions of the database's role ${role}`,
        once: false,
        run: async () => connected(await masterOf(scene), (client) => endSessions(client, role)),
    };
}

async function secretOf({ clients, prefix }: Scene, role: string): Promise<string | undefined> {
    const Values = [`${prefix}/database/${role}`];
    const { SecretList: [secret] = [] } = await clients.secrets.listSecrets({
        Filters: [{ Key: "name", Values }],
    });
    return secret?.ARN;
}

function password(scene: Scene, role: string, secretArn: string | undefined): Act {
    return {
        kind: "password",
        id: role,
        says: `password of the database's role ${role}`,
        once: false,
        run: async () => {
            if (secretArn === undefined) {
                throw new Error(`there is no secret ${scene.prefix}/database/${role}`);
            }
            const secret = randomBytes(30).toString("base64url");
            // First the role, as infra/database/password.ts does it.
            await setPassword(await masterOf(scene), role, secret);
            await scene.clients.secrets.putSecretValue({
                SecretId: secretArn,
                SecretString: JSON.stringify({ username: role, password: secret }),
            });
            return `another one is in ${secretArn}`;
        },
    };
}

async function masterPassword({ clients, prefix }: Scene): Promise<Act> {
    const { DBClusters: [cluster] = [] } = await clients.rds.describeDBClusters({
        DBClusterIdentifier: prefix,
    });
    const SecretId = cluster?.MasterUserSecret?.SecretArn;
    return {
        kind: "password",
        id: "master",
        says: `password of the master of ${prefix}`,
        once: false,
        run: async () => {
            if (SecretId === undefined) {
                throw new Error("RDS does not keep it: change it by hand (docs/emergency.md)");
            }
            await clients.secrets.rotateSecret({ SecretId });
            return "RDS makes another one";
        },
    };
}
