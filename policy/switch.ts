import { type Inspected, UNKNOWN } from "./inspect";

/** True for a switch that is on; what is absent is off. */
export const isOn = (value: unknown): boolean => value === true;

/** The changes that switch on what is off at `paths`; nothing for what is on, or not known yet. */
export function switchedOn(part: Inspected, ...paths: readonly string[]) {
    const off = paths.filter((path) => ![true, UNKNOWN].includes(part.read(path) as boolean));
    return off.length === 0 ? undefined : Object.fromEntries(off.map((path) => [path, true]));
}
