import type { Kind } from "../kinds";

/** How many runs of a Lambda function there may be at once: none stops it. */
export const functionRuns: Kind = {
    says: (name) => `runs of the function ${name}`,
    tell: (state) => (state === null ? "as many as the account lets" : `${String(state)} at once`),
    look: async ({ clients }, FunctionName) => {
        const { ReservedConcurrentExecutions: reserved = null } =
            await clients.lambda.getFunctionConcurrency({ FunctionName });
        return reserved;
    },
    put: async ({ clients }, FunctionName, state) => {
        if (state === null) {
            await clients.lambda.deleteFunctionConcurrency({ FunctionName });
            return;
        }
        const ReservedConcurrentExecutions = state as number;
        await clients.lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions });
    },
};
