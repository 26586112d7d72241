/**
 * Runtimes that AWS still creates and updates functions with, late in 2026
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html). It has blocked nodejs20.x for
 * new functions since 31 August 2026 and for updates since 30 September 2026.
 */
const CURRENT = [
    "nodejs22.x",
    "nodejs24.x",
    "python3.11",
    "python3.12",
    "python3.13",
    "python3.14",
    "java17",
    "java21",
    "java25",
    "dotnet8",
    "dotnet10",
    "ruby3.3",
    "ruby3.4",
    "provided.al2023",
];

export const currentRuntime = (value: string): string | undefined =>
    CURRENT.includes(value)
        ? undefined
        : `must be a runtime that AWS still creates functions with (${CURRENT.join(", ")}), ` +
          `got "${value}"`;
