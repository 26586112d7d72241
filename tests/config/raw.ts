import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { parseConfig } from "../../stacks/config/read";

export const NETWORK = {
    cidrBlock: "10.16.0.0/16",
    availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
};

/** A right configuration as the engine hands it over, with some keys changed or (undefined) gone. */
export function raw(changes: Record<string, unknown> = {}): Record<string, string> {
    const values: Record<string, unknown> = {
        "aws:region": "eu-west-1",
        "aws:allowedAccountIds": ["111111111111"],
        "pii:residency": ["eu-west-1"],
        "pii:network": NETWORK,
        ...changes,
    };
    return Object.fromEntries(
        Object.entries(values)
            .filter(([, value]) => value !== undefined)
            .map(([key, value]) => [
                key,
                typeof value === "string" ? value : JSON.stringify(value),
            ]),
    );
}

/** The lines of the error that the configuration is refused with. */
export function mistakes(
    stack: string,
    changes: Record<string, unknown>,
    today = "2027-01-01",
): string[] {
    try {
        parseConfig(stack, raw(changes), new Date(today));
    } catch (error) {
        assert.ok(pulumi.RunError.isInstance(error), String(error));
        const [head, ...lines] = error.message.split("\n");
        const count = lines.length === 1 ? "1 mistake" : `${lines.length} mistakes`;
        assert.equal(
            head,
            `${count} in the configuration of stack "${stack}" (Pulumi.${stack}.yaml):`,
        );
        return lines.map((line) => line.trim());
    }
    return [];
}
