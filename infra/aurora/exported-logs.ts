import type { Mistake } from "../mistake";

/**
 * All the logs that Aurora PostgreSQL can export: PostgreSQL's own, with the audit; the instance's;
 * and the IAM logins that failed.
 */
export const LOGS = ["postgresql", "instance", "iam-db-auth-error"] as const;

export type Log = (typeof LOGS)[number];

/** What is wrong in the list of logs to export. */
export function logMistakes(logs: readonly string[]): Mistake[] {
    const known: readonly string[] = LOGS;
    const advice = `must be a log of Aurora PostgreSQL, named once: ${LOGS.join(", ")}`;
    return [
        ...logs.flatMap((log, index) =>
            known.includes(log) && logs.indexOf(log) === index
                ? []
                : [{ where: `logExports[${index}]`, got: log, advice }],
        ),
        ...(logs.includes("postgresql")
            ? []
            : [
                  {
                      where: "logExports",
                      got: logs,
                      advice: "must have postgresql in it: that log holds the audit",
                  },
              ]),
    ];
}
