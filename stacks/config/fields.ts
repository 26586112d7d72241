import { z } from "zod";
import { parseCidr } from "../../infra/cidr";
import { LOG_RETENTION_DAYS } from "../../infra/logs";
import { dailyWindow, weeklyWindow } from "../../infra/windows";

/*
 * Kinds of values, each with what is said of one that is none: what is allowed, after "must be".
 */

/** A value that passes `valid`, or the advice that `allowed` gives. */
export const text = (valid: (value: string) => boolean, allowed: string) =>
    z.string({ error: `must be ${allowed}` }).refine(valid, { error: `must be ${allowed}` });

export const days = (low: number, high: number) => {
    const error = `must be a whole number of days from ${low} to ${high}`;
    return z.int({ error }).min(low, { error }).max(high, { error });
};

export const cidr = text((value) => {
    try {
        parseCidr(value);
        return true;
    } catch {
        return false;
    }
}, "an IPv4 range at its own boundary, such as 10.0.0.0/16");

export const logRetentionDays = z.literal(LOG_RETENTION_DAYS, {
    error: `must be a retention that CloudWatch Logs knows: ${LOG_RETENTION_DAYS.join(", ")} days`,
});

/** A time window that `span` reads. */
const window = (
    span: (text: string) => { minutes: number } | undefined,
    allowed: string,
    least: number,
) =>
    text(
        (value) => (span(value)?.minutes ?? 0) >= least,
        `${allowed}, in UTC, of at least ${least} minutes`,
    );
export const daily = (least: number) =>
    window(dailyWindow, "a daily window such as 03:00-04:00", least);
export const weekly = (least: number) =>
    window(weeklyWindow, "a weekly window such as sun:04:00-sun:05:00", least);

export const region = text(
    (value) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(value),
    "an AWS region such as eu-west-1",
);

export const choice = <const T extends readonly string[]>(allowed: T) =>
    z.enum(allowed, { error: `must be one of ${allowed.join(", ")}` });

const PORT = "must be a port from 1 to 65535";
export const port = z.int({ error: PORT }).min(1, { error: PORT }).max(65535, { error: PORT });

/** A port whose range is judged with the flow it is of, together with what else is wrong there. */
export const flowPort = z.number({ error: PORT });

/** Without quotes YAML takes a day for a point in time, and Pulumi writes that as Go does. */
export const plainDay = (text: string) => text.replace(/ 00:00:00 \+0000 UTC$/, "");

/** The same of a moment. */
export const plainMoment = (text: string) => text.replace(/^(\S+) (\S+) \+0000 UTC$/, "$1T$2Z");

/** Any text but none. */
export const words = (allowed: string) => text((value) => value.trim() !== "", allowed);

export const flag = z.boolean({ error: "must be true or false" });

export const emailAddress = text(
    (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
    "an e-mail address, such as oncall@example.com",
);

/** A list of different e-mail addresses. */
export const emails = z
    .array(emailAddress, {
        error: "must be a list of e-mail addresses, such as [oncall@example.com]",
    })
    .refine((list) => new Set(list).size === list.length, {
        error: "must name each address once",
    });

/** A whole number with bounds. */
export const whole = (low: number, high: number, what: string) => {
    const error = `must be a whole number of ${what} from ${low} to ${high}`;
    return z.int({ error }).min(low, { error }).max(high, { error });
};
