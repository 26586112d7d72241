const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** A stretch of time that recurs: minutes after midnight, or after midnight of Sunday. */
interface Window {
    readonly start: number;
    /** In minutes. */
    readonly length: number;
}

/** A check for a weekly window such as `sun:03:00-sun:04:00`. */
export const weekly = (minMinutes: number) => (value: string) =>
    problem(weeklyWindow(value), minMinutes, "ddd:hh:mm-ddd:hh:mm, such as sun:03:00-sun:04:00");

/** A check for a daily window such as `02:00-03:00`. */
export const daily = (minMinutes: number) => (value: string) =>
    problem(dailyWindow(value), minMinutes, "hh:mm-hh:mm, such as 02:00-03:00");

/** True when the daily window and the weekly one have a minute in common on some day. */
export function overlap(day: string, week: string): boolean {
    const [a, b] = [dailyWindow(day), weeklyWindow(week)];
    if (a === undefined || b === undefined) {
        return false;
    }
    return DAYS.some((_, i) => {
        const start = a.start + i * DAY;
        const distance = (from: number, to: number) => (to - from + WEEK) % WEEK;
        return distance(start, b.start) < a.length || distance(b.start, start) < b.length;
    });
}

function problem(window: Window | undefined, minMinutes: number, form: string) {
    if (window === undefined) {
        return `must have the form ${form} (UTC)`;
    }
    return window.length < minMinutes ? `must be at least ${minMinutes} minutes long` : undefined;
}

function dailyWindow(value: string): Window | undefined {
    const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(value);
    if (match === null) {
        return undefined;
    }
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = match.slice(1).map(Number);
    const start = h1 * 60 + m1;
    return { start, length: (h2 * 60 + m2 - start + DAY) % DAY };
}

function weeklyWindow(value: string): Window | undefined {
    const match = /^([a-z]{3}):(\d\d:\d\d)-([a-z]{3}):(\d\d:\d\d)$/.exec(value.toLowerCase());
    const [, day1 = "", from = "", day2 = "", to = ""] = match ?? [];
    const times = dailyWindow(`${from}-${to}`);
    if (times === undefined || !DAYS.includes(day1) || !DAYS.includes(day2)) {
        return undefined;
    }
    const end = DAYS.indexOf(day2) * DAY + ((times.start + times.length) % DAY);
    const start = DAYS.indexOf(day1) * DAY + times.start;
    return { start, length: (end - start + WEEK) % WEEK };
}
