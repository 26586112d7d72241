import { z } from "zod";
import { type Report, SEVERITIES } from "./finding";

const SCHEMA = z.object({
    version: z.literal(1),
    stacks: z.array(z.string()),
    findings: z.array(
        z.object({
            rule: z.string(),
            level: z.enum(["mandatory", "advisory"]),
            severity: z.enum(SEVERITIES).optional(),
            stack: z.string(),
            resource: z.object({ urn: z.string(), type: z.string(), name: z.string() }).optional(),
            message: z.string(),
            remedy: z.string().optional(),
            controls: z.array(z.string()),
            waiver: z
                .object({ reason: z.string(), owner: z.string(), expires: z.string() })
                .optional(),
        }),
    ),
});

/** Findings for programs: a {@link Report} with the number of its shape. */
export function json({ stacks, findings }: Report): string {
    return `${JSON.stringify({ version: 1, stacks, findings }, undefined, 4)}\n`;
}

/**
 * Reads what {@link json} wrote.
 * @param where what to call it in an error
 * @throws Error that names everything that is wrong with it
 */
export function fromJson(text: string, where: string): Report {
    const { success, data, error } = SCHEMA.safeParse(parsed(text, where));
    if (!success) {
        const mistakes = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
        throw new Error(
            `${where} holds no findings as --format json writes them:\n${mistakes.join("\n")}`,
        );
    }
    return { stacks: data.stacks, findings: data.findings };
}

/** @throws Error when it is no JSON */
export function parsed(text: string, where: string): unknown {
    try {
        return JSON.parse(text);
    } catch (cause) {
        throw new Error(`${where} is no JSON: ${(cause as Error).message}`, { cause });
    }
}
