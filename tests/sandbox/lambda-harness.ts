import type { Props } from "../../sandbox/provider/provider";
import { type Cloud, furnished } from "../support/cloud";

export const FUNCTION = "aws:lambda/function:Function";
export const PERMISSION = "aws:lambda/permission:Permission";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** An archive as the engine hands it over. */
export const archive = (hash: string): Props => ({
    "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
    hash: hash,
    path: __dirname,
});

/** Gives the role at `roleArn` a policy of those statements. */
export function allow(cloud: Cloud, roleArn: string, actions: string[], resource = "*") {
    const statement = { Effect: "Allow", Action: actions, Resource: resource };
    const policy = { Version: "2012-10-17", Statement: [statement] };
    const name = actions.join().replace(/[^\w]/g, "-").slice(0, 100);
    return cloud.create(ROLE_POLICY, { name, role: roleArn.split("/").at(-1), policy }, name);
}

/** A function in the account, with all that it needs, and what it was made of. */
export async function aFunction(cloud: Cloud, changes: Props = {}) {
    const around = await furnished(cloud, "lambda.amazonaws.com");
    await cloud.create(LOG_GROUP, { name: "/aws/lambda/job" });
    await allow(cloud, around.roleArn, ["logs:CreateLogStream", "logs:PutLogEvents"]);
    const good: Props = {
        name: "job",
        runtime: "nodejs24.x",
        handler: "index.handler",
        code: archive("a".repeat(64)),
        role: around.roleArn,
        ...changes,
    };
    return { around, good, made: await cloud.create(FUNCTION, good) };
}
