import type {
    GetCommandInput,
    GetCommandOutput,
    QueryCommandInput,
    QueryCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { Breaker } from "./breaker";

/** What reads items: DynamoDB, DAX, or one before the other. */
export interface Reads {
    get(input: GetCommandInput): Promise<GetCommandOutput>;
    query(input: QueryCommandInput): Promise<QueryCommandOutput>;
}

export interface CacheFirstOptions {
    /** For how long DAX is left alone after it failed, in seconds. @default 5 */
    readonly pauseSeconds?: number;
    /** Is told why an answer had to come from DynamoDB, for logs and metrics. @default nobody is */
    readonly onFallback?: (error: unknown) => void;
    /** Time in milliseconds. @default Date.now */
    readonly now?: () => number;
}

/** The caller's own: DynamoDB would say the same. */
const CALLERS: readonly unknown[] = [
    "AccessDeniedException",
    "ConditionalCheckFailedException",
    "ResourceNotFoundException",
    "ValidationException",
];

/** The table's, handed on by a cache that is well and goes on answering what it holds. */
const TABLES: readonly unknown[] = [
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
];

/**
 * Reads from DAX, and from DynamoDB what DAX fails to answer. After a failure of DAX itself it is
 * left alone for some seconds. Errors of the caller are thrown, and consistent reads never go to
 * DAX: it would only pass them on.
 */
export class CacheFirst implements Reads {
    readonly #breaker: Breaker;

    constructor(
        private readonly dax: Reads,
        private readonly dynamodb: Reads,
        private readonly options: CacheFirstOptions = {},
    ) {
        const { pauseSeconds = 5, now = Date.now } = options;
        this.#breaker = new Breaker(pauseSeconds * 1000, now);
    }

    get(input: GetCommandInput): Promise<GetCommandOutput> {
        return this.#read(input, (reads) => reads.get(input));
    }

    query(input: QueryCommandInput): Promise<QueryCommandOutput> {
        return this.#read(input, (reads) => reads.query(input));
    }

    async #read<T>(
        { ConsistentRead }: { readonly ConsistentRead?: boolean | undefined },
        read: (from: Reads) => Promise<T>,
    ): Promise<T> {
        if (ConsistentRead === true || !this.#breaker.mayTry()) {
            return read(this.dynamodb);
        }
        try {
            const answer = await read(this.dax);
            this.#breaker.succeeded();
            return answer;
        } catch (error) {
            const code = codeOf(error);
            if (CALLERS.includes(code)) {
                this.#breaker.succeeded();
                throw error;
            }
            if (TABLES.includes(code)) {
                this.#breaker.succeeded();
            } else {
                this.#breaker.failed();
            }
            this.options.onFallback?.(error);
            return read(this.dynamodb);
        }
    }
}

/** DAX's client has the kind of an error in `code`, those of AWS have it in `name`. */
function codeOf(error: unknown): unknown {
    const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
    return code ?? name;
}
