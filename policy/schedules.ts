const DAYS_PER: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1 };

/**
 * The longest that a schedule of AWS waits, in days: `rate(30 days)`, or `cron(0 4 1 * ? *)` by its
 * months and days. A month counts as 31 days; `undefined` when it is no schedule.
 */
export function longestWait(schedule: string): number | undefined {
    const [, number, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
    if (number !== undefined) {
        return Number(number) * (DAYS_PER[unit] ?? 1);
    }
    const fields = /^cron\((.+)\)$/.exec(schedule)?.[1]?.trim().split(/\s+/) ?? [];
    if (fields.length !== 6) {
        return undefined;
    }
    const [, , dayOfMonth = "*", month = "*", dayOfWeek = "*", year = "*"] = fields;
    if (year !== "*") {
        return Infinity;
    }
    const isEvery = (field: string) => ["*", "?"].includes(field);
    if (isEvery(month)) {
        return isEvery(dayOfMonth) ? (isEvery(dayOfWeek) ? 1 : 7) : 31;
    }
    const step = /^(?:\*|\w+)\/(\d+)$/.exec(month)?.[1];
    const months = step === undefined ? 12 / month.split(",").length : Number(step);
    return months * 31;
}
