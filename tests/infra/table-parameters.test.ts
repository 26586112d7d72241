import assert from "node:assert/strict";
import { TableParameters } from "../../infra/dynamodb/table-parameters";
import { parameterPath } from "../../infra/parameter-path";
import { mockEngine, registrations } from "./mocks";

const TABLES = {
    "/pii-platform/prod/tables/consents": "consents-1a2b3c4",
    "/pii-platform/prod/tables/tokens": "tokens-5d6e7f8",
};

describe("TableParameters", () => {
    before(mockEngine);

    for (const [what, daxEndpoint, expected] of [
        ["the tables", undefined, TABLES],
        [
            "the tables and their cache",
            "daxs://pii-prod.example:9111",
            { ...TABLES, "/pii-platform/prod/dax/endpoint": "daxs://pii-prod.example:9111" },
        ],
    ] as const) {
        it(`say in the clear where to find ${what}`, async () => {
            const all = await registrations(
                () =>
                    new TableParameters("pii-prod-parameters", {
                        path: parameterPath("prod"),
                        tableNames: { consents: "consents-1a2b3c4", tokens: "tokens-5d6e7f8" },
                        daxEndpoint,
                    }),
            );
            const parameters = all.filter(({ type }) => type === "aws:ssm/parameter:Parameter");
            assert.deepEqual(
                Object.fromEntries(
                    parameters.map(({ inputs: { name, ...inputs } }) => [name, inputs]),
                ),
                Object.fromEntries(
                    Object.entries(expected).map(([name, insecureValue]) => [
                        name,
                        { type: "String", insecureValue },
                    ]),
                ),
            );
        });
    }
});
