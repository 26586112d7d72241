import { type Check, problem, value } from "../shared/check";

/** A whole number as the user wrote it. */
export function checkNumber(
    option: string,
    text: string,
    least: number,
    most: number,
): Check<number> {
    const number = Number(text);
    return /^\d+$/.test(text) && number >= least && number <= most
        ? value(number)
        : problem(
              `${option} is ${JSON.stringify(text)}: give a whole number from ${counted(least)} to ${counted(most)}`,
          );
}

/** A count as people read it: `12,300`. */
export function counted(count: number): string {
    return count.toLocaleString("en-US");
}
