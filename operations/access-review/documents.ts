/** A statement of a policy document, with lists for whatever may be a list. */
export interface Statement {
    readonly allows: boolean;
    /** Kind and id, such as `["Service", "lambda.amazonaws.com"]`; `["AWS", "*"]` is anybody. */
    readonly principals: readonly (readonly [kind: string, id: string])[];
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    /** What it is about is said by what it is not about. */
    readonly isByException: boolean;
    /** Keys of its conditions. */
    readonly conditionKeys: readonly string[];
}

type Raw = Readonly<Record<string, unknown>>;

/** The statements of a document, as JSON text or parsed. None where it is not known. */
export function statementsOf(document: unknown): Statement[] {
    const parsed = (typeof document === "string" ? JSON.parse(document) : document) as Raw | null;
    return list(parsed?.Statement).map((statement) => {
        const raw = statement as Raw;
        return {
            allows: raw.Effect === "Allow",
            principals: principalsOf(raw.Principal),
            actions: list(raw.Action).map(String),
            resources: list(raw.Resource).map(String),
            isByException: raw.NotAction !== undefined || raw.NotResource !== undefined,
            conditionKeys: Object.values(raw.Condition ?? {}).flatMap((tests) =>
                Object.keys(tests as Raw),
            ),
        };
    });
}

function principalsOf(value: unknown): (readonly [string, string])[] {
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([kind, ids]) =>
              list(ids).map((id) => [kind, String(id)] as const),
          )
        : list(value).map((id) => ["AWS", String(id)] as const);
}

function list(value: unknown): readonly unknown[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
