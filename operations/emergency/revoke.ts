import { randomBytes } from "node:crypto";
import { connected, setPassword } from "@pii-platform/sql";
import { LOGIN_ROLES } from "../../infra/database/roles";
import type { Act, Change } from "./change";
import { whoHasAccess } from "./find";
import { endingSessions } from "./kinds/role-sessions";
import { whenFree } from "./ready";
import { masterOf, masterSecretOf, type Scene } from "./scene";
import { endSessions, restartOf } from "./sessions";

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
    if (/^arn:[\w-]+:iam::\d{12}:role\/aws-service-role\//.test(arn)) {
        return [`--principal is ${arn}, a role of AWS's own, which nobody can change`];
    }
    if (!/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(arn)) {
        return [
            `--principal is ${arn}; give the ARN of a role, such as arn:aws:iam::111122223333:role/app; the keys of a user are made inactive by aws iam update-access-key`,
        ];
    }
    return [];
}

/** What takes the access away, and what of it is for somebody else to do, in words. */
export interface Revocation {
    readonly steps: readonly (Change | Act)[];
    readonly problems: readonly string[];
}

/** @throws Error when it would be of another account, or of the caller */
export async function revocation(
    scene: Scene,
    { role, principal, all }: Whose,
    now: () => Date,
): Promise<Revocation> {
    const roles = LOGIN_ROLES.filter(({ name }) => all === true || name === role);
    const { principals, problems } = await principalsOf(scene, principal, all);
    const readers = roles.length === 0 ? [] : await readersOf(scene);
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
    const steps = [
        // First the rights to get in anew.
        ...principals.map((id) => ({
            kind: "role-sessions",
            id,
            // When its turn has come: whoever confirms takes time, and sessions begin meanwhile.
            to: () => endingSessions(now()),
            aim: "end, if from before this moment",
        })),
        ...logins,
        ...roles.map(({ name }) => sessions(scene, name)),
        // The way is to the writer alone: what somebody reads at these ends with them.
        ...readers.map((reader) => restartOf(scene, reader, false)),
        ...passwords,
        // Last, as everything else logs in with it.
        ...(all === true ? [masterPassword(scene)] : []),
    ];
    return { steps, problems };
}

async function principalsOf(
    scene: Scene,
    principal: string | undefined,
    all: true | undefined,
): Promise<{ principals: readonly string[]; problems: readonly string[] }> {
    if (principal !== undefined) {
        const problem = ownProblem(scene, principal);
        if (problem !== undefined) {
            throw new Error(`nothing was done: ${problem}`);
        }
        return { principals: [principal], problems: [] };
    }
    if (all !== true) {
        return { principals: [], problems: [] };
    }
    const { roles, others } = await whoHasAccess(scene);
    const problemsOf = (arn: string) => [
        ...principalProblems(arn),
        ...[ownProblem(scene, arn) ?? []].flat(),
    ];
    return {
        principals: roles.filter((arn) => problemsOf(arn).length === 0),
        problems: [
            ...roles.flatMap(problemsOf),
            ...others.map(
                (who) => `${who} keeps its access: detach the policies, and end its keys`,
            ),
        ],
    };
}

/** Roles go by their names in the account of the credentials, whatever account the ARN names. */
function ownProblem({ account, caller }: Scene, arn: string): string | undefined {
    const of = arn.split(":")[4];
    if (of !== account) {
        return `--principal is ${arn}, of account ${of}; the credentials are those of ${account}`;
    }
    return caller.split("/")[1] === arn.split("/").at(-1) && caller.includes(":assumed-role/")
        ? `--principal is ${arn}, the role that you act as: do it with the credentials of another one`
        : undefined;
}

async function readersOf({ clients, prefix }: Scene): Promise<string[]> {
    const { DBClusters: [cluster] = [] } = await clients.rds.describeDBClusters({
        DBClusterIdentifier: prefix,
    });
    return (cluster?.DBClusterMembers ?? []).flatMap(
        ({ IsClusterWriter, DBInstanceIdentifier: id = "" }) => (IsClusterWriter ? [] : [id]),
    );
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

function masterPassword(scene: Scene): Act {
    const { clients, prefix } = scene;
    return {
        kind: "password",
        id: "master",
        says: `password of the master of ${prefix}`,
        once: false,
        run: async () => {
            const { arn: SecretId, isManaged } = await masterSecretOf(scene);
            if (isManaged) {
                await clients.secrets.rotateSecret({ SecretId });
                return "RDS makes another one";
            }
            const { SecretString = "{}" } = await clients.secrets.getSecretValue({ SecretId });
            const password = randomBytes(30).toString("base64url");
            await whenFree(scene, () =>
                clients.rds.modifyDBCluster({
                    DBClusterIdentifier: prefix,
                    MasterUserPassword: password,
                    ApplyImmediately: true,
                }),
            );
            const value = { ...(JSON.parse(SecretString) as object), password };
            await clients.secrets.putSecretValue({ SecretId, SecretString: JSON.stringify(value) });
            return `another one is in ${SecretId}`;
        },
    };
}
