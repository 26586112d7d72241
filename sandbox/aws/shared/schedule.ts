/** What one field of a cron expression may hold: its numbers, its names, and marks of its own. */
interface CronField {
    readonly name: string;
    readonly low: number;
    readonly high: number;
    readonly names?: readonly string[];
    /** What else it takes, such as `L` for the last day of the month. */
    readonly special?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: readonly CronField[] = [
    { name: "minutes", low: 0, high: 59 },
    { name: "hours", low: 0, high: 23 },
    { name: "day of month", low: 1, high: 31, special: /^(\?|L|LW|\d{1,2}W)$/ },
    { name: "month", low: 1, high: 12, names: MONTHS },
    { name: "day of week", low: 1, high: 7, names: DAYS, special: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
    { name: "year", low: 1970, high: 2199 },
];

const FORMS = {
    cron: "cron(15 3 * * ? *)",
    rate: "rate(5 minutes)",
    at: "at(2027-01-31T03:00:00)",
};

/**
 * A check for a schedule in the words of EventBridge, which AWS Backup and Secrets Manager use too.
 *
 * @param kinds which of `cron(…)`, `rate(…)` and `at(…)` the service takes
 */
export const schedule =
    (...kinds: readonly (keyof typeof FORMS)[]) =>
    (value: string): string | undefined => {
        const [, kind = "", body = ""] = /^(\w+)\((.*)\)$/.exec(value) ?? [];
        const known = kinds.find((name) => name === kind);
        if (known === undefined) {
            const forms = kinds.map((name) => FORMS[name]).join(" or ");
            return `must have the form ${forms}, got "${value}"`;
        }
        const problem = { cron: cronProblem, rate: rateProblem, at: atProblem }[known](body);
        return problem && `${problem}, got "${value}"`;
    };

/** The hours between two runs of `rate(…)`; `undefined` for other schedules. */
export function rateHours(value: string): number | undefined {
    const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(value) ?? [];
    const hours: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24 };
    return count === undefined ? undefined : Number(count) * (hours[unit] ?? 0);
}

function rateProblem(body: string): string | undefined {
    const [, count, unit] = /^([1-9]\d*) (minutes?|hours?|days?)$/.exec(body) ?? [];
    if (count === undefined || unit === undefined) {
        return "must be a whole number from 1 up, a space, and minutes, hours or days";
    }
    return (count === "1") === unit.endsWith("s")
        ? `must have the unit in the ${count === "1" ? "singular" : "plural"} after ${count}`
        : undefined;
}

function atProblem(body: string): string | undefined {
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body);
    return isTime && !Number.isNaN(Date.parse(`${body}Z`))
        ? undefined
        : "must be a time such as 2027-01-31T03:00:00, without a zone";
}

function cronProblem(body: string): string | undefined {
    const parts = body.trim().split(/\s+/);
    if (parts.length !== FIELDS.length) {
        const names = FIELDS.map(({ name }) => name).join(", ");
        return `must have the ${FIELDS.length} fields ${names}`;
    }
    const wrong = FIELDS.find((field, i) => !isCronField(field, parts[i] ?? ""));
    if (wrong !== undefined) {
        return `has a wrong ${wrong.name}`;
    }
    return (parts[2] === "?") === (parts[4] === "?")
        ? 'must have "?" as the day of month or as the day of week, and a value in the other'
        : undefined;
}

function isCronField({ low, high, names = [], special }: CronField, text: string): boolean {
    const isValue = (value: string) =>
        names.includes(value.toUpperCase()) ||
        (/^\d+$/.test(value) && Number(value) >= low && Number(value) <= high);
    return text.split(",").every((part) => {
        const [range = "", step, ...rest] = part.split("/");
        const isStep = step === undefined || (/^\d+$/.test(step) && Number(step) > 0);
        const isRange = range === "*" || range.split("-", 2).every(isValue);
        return special?.test(part) === true || (isRange && isStep && rest.length === 0);
    });
}
