const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY_MINUTES = 24 * 60;

/** A span of minutes, from `start` (counted from midnight, or from Sunday's midnight) on. */
interface Span {
    readonly start: number;
    readonly minutes: number;
}

/** The daily window `text`, such as `03:00-04:00` (UTC), or `undefined` when it is none. */
export function dailyWindow(text: string): Span | undefined {
    const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
    if (match === null) {
        return undefined;
    }
    const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = match.slice(1).map(Number);
    const start = from * 60 + fromMinute;
    return { start, minutes: (to * 60 + toMinute - start + DAY_MINUTES) % DAY_MINUTES };
}

/** The weekly window `text`, such as `sun:04:00-sun:05:00` (UTC), or `undefined`. */
export function weeklyWindow(text: string): Span | undefined {
    const match = /^([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)$/.exec(text);
    if (match === null) {
        return undefined;
    }
    const [, day = "", from, fromMinute, endDay = "", to, toMinute] = match;
    const start = minuteOfWeek(day, Number(from), Number(fromMinute));
    const end = minuteOfWeek(endDay, Number(to), Number(toMinute));
    const week = 7 * DAY_MINUTES;
    return start === undefined || end === undefined
        ? undefined
        : { start, minutes: (end - start + week) % week };
}

function minuteOfWeek(day: string, hour: number, minute: number): number | undefined {
    const index = DAYS.indexOf(day);
    const valid = index >= 0 && hour < 24 && minute < 60;
    return valid ? index * DAY_MINUTES + hour * 60 + minute : undefined;
}

/** True when the daily window and the weekly window have a minute in common on any day. */
export function windowsOverlap(daily: Span, weekly: Span): boolean {
    const week = 7 * DAY_MINUTES;
    return DAYS.some((_, day) => {
        const start = day * DAY_MINUTES + daily.start;
        const offset = (weekly.start - start + week) % week;
        return offset < daily.minutes || week - offset < weekly.minutes;
    });
}
