import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { contributorInsights } from "../../infra/dynamodb/contributor-insights";
import { mockEngine, registrations } from "./mocks";

describe("contributor insights", () => {
    before(mockEngine);

    it("are switched off before they are switched on in another mode, as of an index", async () => {
        const seen: Record<string, unknown> = {};
        const note: pulumi.ResourceTransformation = ({ name, opts }) => {
            const { replaceOnChanges, deleteBeforeReplace } = opts as pulumi.CustomResourceOptions;
            seen[name] = { replaceOnChanges, deleteBeforeReplace };
            return undefined;
        };
        await registrations(() => {
            const parent = new pulumi.ComponentResource(
                "test:Table",
                "table",
                {},
                {
                    transformations: [note],
                },
            );
            const spec = {
                indexes: { "by-user": { hash: "userId", projection: "ALL" as const } },
            };
            contributorInsights("tokens", { tableName: "t", spec, insights: "all" }, parent);
        });
        const replaced = { replaceOnChanges: ["mode"], deleteBeforeReplace: true };
        assert.deepEqual(seen.tokens, replaced);
        assert.deepEqual(seen["tokens-by-user"], replaced);
    });
});
