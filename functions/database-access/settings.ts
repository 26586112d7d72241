import * as z from "zod";
import { Failure } from "./failures";

const SCHEMA = z.object({
    /** Set by Lambda. */
    AWS_REGION: z.string().min(1),
    AWS_LAMBDA_FUNCTION_NAME: z.string().min(1),
    /** Where the connection parameters are, such as `/pii-platform/prod/database`. */
    PARAMETER_PATH: z.string().regex(/^(\/[\w.-]+)+$/),
    /** Role that logs in with an IAM token; without it, `SECRET_ARN` says who logs in. */
    DATABASE_USER: z.string().min(1).optional(),
    SECRET_ARN: z.string().startsWith("arn:").optional(),
    CONNECT_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(45),
});

export interface Settings {
    readonly region: string;
    readonly functionName: string;
    readonly parameterPath: string;
    readonly login: Login;
    readonly connectTimeoutMs: number;
}

/** Who logs in: a role with an IAM token, or whom a secret names, with the password in it. */
export type Login =
    | { readonly kind: "iam"; readonly user: string }
    | { readonly kind: "secret"; readonly arn: string };

/**
 * The function's environment, checked.
 * @throws Failure `misconfigured`, with the names of the variables
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
    const { success, data, error } = SCHEMA.safeParse(environment);
    if (!success) {
        const names = new Set(error.issues.map(({ path }) => path.join(".")));
        throw new Failure("misconfigured", `wrong or missing: ${[...names].join(", ")}`);
    }
    return {
        region: data.AWS_REGION,
        functionName: data.AWS_LAMBDA_FUNCTION_NAME,
        parameterPath: data.PARAMETER_PATH,
        login: readLogin(data),
        connectTimeoutMs: data.CONNECT_TIMEOUT_SECONDS * 1000,
    };
}

function readLogin({ DATABASE_USER: user, SECRET_ARN: arn }: z.output<typeof SCHEMA>): Login {
    if (user !== undefined && arn === undefined) {
        return { kind: "iam", user };
    }
    if (arn !== undefined && user === undefined) {
        return { kind: "secret", arn };
    }
    throw new Failure("misconfigured", "needs exactly one of DATABASE_USER, SECRET_ARN");
}
