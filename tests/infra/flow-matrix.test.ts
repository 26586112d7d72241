import assert from "node:assert/strict";
import { compileRules, FLOWS } from "../../infra/network/flow-matrix";

describe("flow matrix", () => {
    it("compiles a flow between peers to one rule at each end", () => {
        const flow = { from: "app", to: "aurora", port: 5432, why: "queries" } as const;
        const description = "app to aurora: queries";
        assert.deepEqual(compileRules([flow]), [
            {
                name: "app-to-aurora-5432-egress",
                direction: "egress",
                of: "app",
                peer: "aurora",
                port: 5432,
                description,
            },
            {
                name: "app-to-aurora-5432-ingress",
                direction: "ingress",
                of: "aurora",
                peer: "app",
                port: 5432,
                description,
            },
        ]);
    });

    it("compiles a flow to a gateway endpoint to an egress rule alone", () => {
        const rules = compileRules([{ from: "dax", to: "dynamodb", port: 443, why: "reads" }]);
        assert.deepEqual(
            rules.map(({ name, direction, peer }) => ({ name, direction, peer })),
            [{ name: "dax-to-dynamodb-443-egress", direction: "egress", peer: "dynamodb" }],
        );
    });

    it("lets nothing but applications and administrators reach the database", () => {
        const reach = FLOWS.filter(({ to }) => to === "aurora");
        assert.deepEqual(
            reach.map(({ from, port }) => `${from} ${port}`),
            ["app 5432", "admin 5432"],
        );
    });

    it("gives every rule a name of its own and a description that AWS takes", () => {
        const rules = compileRules(FLOWS);
        assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
        for (const { description } of rules) {
            assert.match(description, /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
        }
    });
});
