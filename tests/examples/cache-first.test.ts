import assert from "node:assert/strict";
import { CacheFirst, type Reads } from "../../examples/tables-client/cache-first";

/** Reads that answer with their name, and fail with what is in `failure`. */
class Source implements Reads {
    failure: Error | undefined;
    reads = 0;

    constructor(private readonly name: string) {}

    get = () => this.#answer({ Item: { from: this.name }, $metadata: {} });
    query = () => this.#answer({ Items: [{ from: this.name }], $metadata: {} });

    #answer<T>(answer: T): Promise<T> {
        this.reads += 1;
        return this.failure === undefined ? Promise.resolve(answer) : Promise.reject(this.failure);
    }
}

/** Errors as DAX's client has them, and as those of AWS have them. */
const byCode = (code: string) => Object.assign(new Error(code), { code });
const byName = (name: string) => Object.assign(new Error(name), { name });

const get = { TableName: "t", Key: { id: "1" } };
const query = { TableName: "t" };

describe("examples: DAX before DynamoDB", () => {
    let dax: Source;
    let dynamodb: Source;
    let time: number;
    let told: unknown[];
    let reads: CacheFirst;

    beforeEach(() => {
        dax = new Source("DAX");
        dynamodb = new Source("DynamoDB");
        time = 1_000_000;
        told = [];
        reads = new CacheFirst(dax, dynamodb, {
            now: () => time,
            onFallback: (error) => told.push(error),
        });
    });

    const from = async () => (await reads.get(get)).Item?.from as unknown;

    it("reads from DAX while that answers", async () => {
        assert.equal(await from(), "DAX");
        assert.deepEqual((await reads.query(query)).Items, [{ from: "DAX" }]);
        assert.equal(dynamodb.reads, 0);
        assert.deepEqual(told, []);
    });

    it("reads from DynamoDB what must be consistent", async () => {
        const consistent = { ConsistentRead: true };
        assert.deepEqual((await reads.get({ ...get, ...consistent })).Item, { from: "DynamoDB" });
        assert.deepEqual((await reads.query({ ...query, ...consistent })).Items, [
            { from: "DynamoDB" },
        ]);
        assert.equal(dax.reads, 0);
    });

    for (const failure of [
        byCode("NoRouteException"),
        byCode("ConnectionException"),
        byCode("ThrottlingException"),
        byCode("InternalServerErrorException"),
        byCode("MissingAuthenticationTokenException"),
        byCode("ECONNRESET"),
        new TypeError("a fault of the client"),
    ]) {
        it(`leaves DAX alone for 5 s after ${failure.message}`, async () => {
            dax.failure = failure;
            assert.equal(await from(), "DynamoDB");
            assert.deepEqual(told, [failure]);
            dax.failure = undefined;
            time += 4999;
            assert.equal(await from(), "DynamoDB");
            assert.equal(dax.reads, 1);
            time += 1;
            assert.equal(await from(), "DAX");
            assert.equal(await from(), "DAX");
        });
    }

    for (const failure of [
        byCode("ProvisionedThroughputExceededException"),
        byCode("RequestLimitExceeded"),
        byCode("LimitExceededException"),
    ]) {
        it(`reads from DynamoDB and goes on with DAX after the table's ${failure.message}`, async () => {
            dax.failure = failure;
            assert.equal(await from(), "DynamoDB");
            dax.failure = undefined;
            assert.equal(await from(), "DAX");
            assert.deepEqual(told, [failure]);
        });
    }

    for (const name of [
        "ValidationException",
        "ConditionalCheckFailedException",
        "AccessDeniedException",
        "ResourceNotFoundException",
    ]) {
        for (const failure of [byCode(name), byName(name)]) {
            it(`throws the caller's ${name} and goes on with DAX`, async () => {
                dax.failure = failure;
                await assert.rejects(reads.get(get), failure);
                await assert.rejects(reads.query(query), failure);
                assert.equal(dynamodb.reads, 0);
                dax.failure = undefined;
                assert.equal(await from(), "DAX");
                assert.deepEqual(told, []);
            });
        }
    }

    it("tries DAX again by one read at a time", async () => {
        dax.failure = byCode("ConnectionException");
        await from();
        time += 5000;
        assert.deepEqual(await Promise.all([from(), from(), from()]), Array(3).fill("DynamoDB"));
        assert.equal(dax.reads, 2);
        time += 4999;
        await from();
        assert.equal(dax.reads, 2);
    });

    it("throws what DynamoDB answers when both fail", async () => {
        dax.failure = byCode("ConnectionException");
        dynamodb.failure = byName("InternalServerError");
        await assert.rejects(reads.get(get), { name: "InternalServerError" });
    });
});
