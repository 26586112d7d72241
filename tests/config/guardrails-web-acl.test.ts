import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, raw } from "./raw";

const STAGE = "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/prod";

describe("configuration of the web ACL", () => {
    const given = (webAcl: object) => ({ "pii:guardrails": { webAcl } });

    it("is none by itself", () => {
        assert.equal(parseConfig("dev", raw()).guardrails.webAcl, undefined);
    });

    it("has its defaults where there is one", () => {
        assert.deepEqual(parseConfig("dev", raw(given({ associate: [STAGE] }))).guardrails.webAcl, {
            associate: [STAGE],
            requestsPerFiveMinutes: 2000,
            blockedPerFiveMinutes: 500,
            countOnlyAndBlockNothing: false,
            anonymousIps: false,
        });
    });

    it("is refused with every value of a wrong form at once", () => {
        const wrong = { associate: [], requestsPerFiveMinutes: 9, anonymousIps: "yes" };
        assert.deepEqual(mistakes("dev", given(wrong)), [
            "pii:guardrails.webAcl.associate is []; must name at least one API; without any, leave webAcl out",
            "pii:guardrails.webAcl.requestsPerFiveMinutes is 9; must be a whole number of requests from 10 to 2000000000",
            'pii:guardrails.webAcl.anonymousIps is "yes"; must be true or false',
        ]);
    });

    it("is refused in front of what takes none", () => {
        const cluster = "arn:aws:rds:eu-west-1:111111111111:cluster:main";
        const [first = "", ...others] = mistakes("dev", given({ associate: [STAGE, cluster] }));
        assert.deepEqual(others, []);
        assert.match(
            first,
            /^pii:guardrails\.webAcl\.associate\[1\] is "arn:aws:rds:.*"; must be the ARN of .*no database speaks HTTP/,
        );
    });

    it("is refused in front of what is elsewhere", () => {
        const api = (place: string) => `arn:aws:appsync:${place}:apis/abc`;
        const associate = [api("eu-west-2:111111111111"), api("eu-west-1:222222222222")];
        assert.deepEqual(mistakes("dev", given({ associate })), [
            `pii:guardrails.webAcl.associate[0] is "${api("eu-west-2:111111111111")}"; must be in eu-west-1, where the web ACL is`,
            `pii:guardrails.webAcl.associate[1] is "${api("eu-west-1:222222222222")}"; must be in the account of the web ACL: 111111111111`,
        ]);
    });
});
