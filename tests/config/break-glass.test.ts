import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, raw } from "./raw";

describe("configuration of the break-glass role", () => {
    const given = (breakGlass: unknown) => ({ "pii:guardrails": { breakGlass } });

    it("is none by itself", () => {
        assert.equal(parseConfig("dev", raw()).guardrails.breakGlass, undefined);
    });

    it("names users, and roles of IAM Identity Center by what is not made up", () => {
        const principals = [
            "arn:aws:iam::111122223333:user/ana",
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_OnCall_*",
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_OnCall_0123456789abcdef",
        ];
        const breakGlass = { principals, revocableRoles: ["apps/*"] };
        assert.deepEqual(
            parseConfig("dev", raw(given(breakGlass))).guardrails.breakGlass,
            breakGlass,
        );
    });

    it("is refused with every value of a wrong form at once", () => {
        const principal =
            "must be the ARN of a user, or of a role of IAM Identity Center with `*` for what it makes up, as in arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_OnCall_*; sessions of other roles never tell of MFA";
        const wrong = [
            "*",
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::111122223333:role/ops/on-call",
        ];
        const breakGlass = {
            principals: wrong,
            revocableRoles: ["*", "arn:aws:iam::111122223333:role/app"],
            unsafeDecryptFields: 1,
        };
        const role =
            "must be the name of a role with its path, such as apps/shop or apps/*, of three characters or more, not an ARN";
        assert.deepEqual(mistakes("dev", given(breakGlass)), [
            ...wrong.map(
                (arn, i) => `pii:guardrails.breakGlass.principals[${i}] is "${arn}"; ${principal}`,
            ),
            `pii:guardrails.breakGlass.revocableRoles[0] is "*"; ${role}`,
            `pii:guardrails.breakGlass.revocableRoles[1] is "arn:aws:iam::111122223333:role/app"; ${role}`,
            "pii:guardrails.breakGlass.unsafeDecryptFields is 1; must be true or false",
        ]);
        assert.deepEqual(mistakes("dev", given({ principals: [] })), [
            "pii:guardrails.breakGlass.principals is []; must name somebody; for no role at all, leave breakGlass out",
        ]);
    });
});
