import { document } from "../good";

/** A document that allows these actions, on everything if not said otherwise. */
export const allowing = (action: string | readonly string[], more: object = {}) => ({
    policy: document({ Effect: "Allow", Action: action, Resource: "*", ...more }),
});
export const iam = (action: string, resource: string, more: object = {}) =>
    allowing(action, { Resource: resource, ...more });
export const when = (operator: string, key: string, value: string) => ({
    Condition: { [operator]: { [key]: value } },
});
export const ROLE = "arn:aws:iam::111122223333:role/app";
export const ANY_ROLE = "arn:aws:iam::111122223333:role/*";
