import type { LayerOutputs } from "../../stacks/contracts";
import { type Check, problem, value } from "../shared/check";
import { outputsOf, upCommand } from "../shared/outputs";
import { readSettings, type Settings } from "../shared/settings";
import { type Attempts, connect, type Target, unprotect } from "./target";

type Found = Partial<Pick<LayerOutputs, "dynamodb" | "keys">>;

/**
 * The tables of a deployed environment. Credentials are those that the AWS SDK finds.
 * @param root folder of the repository
 */
export async function awsTarget(
    root: string,
    stack: string,
    attempts: Attempts,
): Promise<Check<Target>> {
    let settings: Settings;
    try {
        settings = readSettings(root, stack);
    } catch (error) {
        return problem((error as Error).message);
    }
    const outputs = await (settings.layout === "whole"
        ? outputsOf<Found>(root, ".", stack)
        : layers(root, stack));
    if ("problems" in outputs) {
        return outputs;
    }
    const { dynamodb, keys } = outputs.value;
    const up = upCommand(settings, "dynamodb");
    const tables = Object.entries(dynamodb?.tableNames ?? {}).map(
        ([name, physical]) =>
            [name, { name: physical, arn: dynamodb?.tableArns[name] ?? "" }] as const,
    );
    const region = tables[0]?.[1].arn.split(":")[3];
    if (region === undefined) {
        return problem(
            `there are no tables: the layer dynamodb of ${stack} is not deployed; ${up}`,
        );
    }
    const isProd = settings.environment === "prod";
    return value({
        kind: "aws",
        where: `at AWS, ${stack}`,
        host: `dynamodb.${region}.amazonaws.com:443`,
        client: connect({ ...attempts, region }),
        tables: Object.fromEntries(tables),
        keyArn: keys?.dynamodbKeyArn,
        isHere: false,
        isProd,
        whenSilent: "see whether this machine may reach it, by the internet or a VPC endpoint",
        toMake: up,
        toRemake: up,
        toMakeAgain: `${up} --refresh, which makes it anew, empty`,
        toUnprotect: unprotect(stack, isProd, up),
    });
}

async function layers(root: string, stack: string): Promise<Check<Found>> {
    const [dynamodb, keys] = await Promise.all([
        outputsOf<LayerOutputs["dynamodb"]>(root, "stacks/dynamodb", stack),
        outputsOf<LayerOutputs["keys"]>(root, "stacks/keys", stack),
    ]);
    if ("problems" in dynamodb) {
        return dynamodb;
    }
    // Without its key a table can be used all the same.
    return value({ dynamodb: dynamodb.value, ...("value" in keys && { keys: keys.value }) });
}
