const STATES = ["ALARM", "OK", "INSUFFICIENT_DATA"];

/** What the rule of a composite alarm comes to. */
export interface AlarmRule {
    /** Names or ARNs of the alarms that it asks about, each once. */
    readonly alarms: readonly string[];
    /** Why it is no rule. */
    readonly problem?: string;
}

/**
 * Reads the rule of a composite alarm, such as `ALARM("cpu") AND NOT OK(lag)`: states of alarms,
 * TRUE and FALSE, joined by AND, OR, NOT and parentheses.
 */
export function alarmRule(text: string): AlarmRule {
    const tokens = text.match(/"[^"]*"|[()]|[^\s()"]+/g) ?? [];
    const alarms = new Set<string>();
    let at = 0;

    const expect = (wanted: string): void => {
        const found = tokens[at];
        if (found !== wanted) {
            throw new Error(`${wanted} is missing ${found ? `before ${found}` : "at the end"}`);
        }
        at += 1;
    };
    const operand = (): void => {
        const token = tokens[at] ?? "";
        at += 1;
        if (token === "NOT") {
            operand();
        } else if (token === "(") {
            either();
            expect(")");
        } else if (STATES.includes(token)) {
            expect("(");
            alarms.add(alarmName(tokens[at], token));
            at += 1;
            expect(")");
        } else if (token !== "TRUE" && token !== "FALSE") {
            const found = token === "" ? "the end" : token;
            throw new Error(
                `${[...STATES, "TRUE", "FALSE"].join(", ")} or NOT expected, got ${found}`,
            );
        }
    };
    const either = (): void => {
        operand();
        while (tokens[at] === "AND" || tokens[at] === "OR") {
            at += 1;
            operand();
        }
    };

    try {
        either();
        if (at < tokens.length) {
            throw new Error(`AND or OR expected, got ${tokens[at]}`);
        }
        return { alarms: [...alarms] };
    } catch (error) {
        return { alarms: [...alarms], problem: (error as Error).message };
    }
}

function alarmName(token: string | undefined, state: string): string {
    const name = token?.replace(/^"(.*)"$/, "$1") ?? "";
    if (name === "" || name === "(" || name === ")") {
        throw new Error(`${state} needs the name of an alarm`);
    }
    return name;
}
