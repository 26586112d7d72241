import { matching } from "../../cloud/model";

/** An ARN of any service. */
export const anyArn = matching(/^arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12}|aws)?:.+$/, "an ARN");

/** The parts of an ARN that say where a thing is and what it is. */
export function partsOf(arn: string) {
    const [, , service = "", region = "", accountId = "", ...resource] = arn.split(":");
    return { service, region, accountId, resource: resource.join(":") };
}

/** Whole numbers from `low` to `high`. */
export const wholeBetween =
    (low: number, high: number) =>
    (value: number): string | undefined =>
        Number.isInteger(value) && value >= low && value <= high
            ? undefined
            : `must be a whole number from ${low} to ${high}, got ${value}`;
