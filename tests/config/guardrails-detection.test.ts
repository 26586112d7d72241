import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, raw } from "./raw";

describe("configuration of detection", () => {
    const given = (guardrails: object) => ({ "pii:guardrails": guardrails });

    it("watches everywhere by itself, and records where it is worth the money", () => {
        const common = {
            detector: "own",
            analyzer: "own",
            securityHub: "skip",
            macie: "skip",
            accountDefaults: "own",
        };
        const { logRetentionDays, webAcl, ...dev } = parseConfig("dev", raw()).guardrails;
        assert.deepEqual([logRetentionDays, webAcl], [30, undefined]);
        assert.deepEqual(pick(dev, common), common);
        assert.equal(dev.recorder, "skip");
        assert.equal(dev.unusedAccessDays, undefined);
        assert.equal(parseConfig("staging", raw()).guardrails.recorder, "own");
    });

    it("takes each of its keys", () => {
        const all = {
            detector: "adopt",
            recorder: "adopt",
            analyzer: "skip",
            securityHub: "adopt",
            macie: "own",
            accountDefaults: "own",
            unusedAccessDays: 90,
            securityContact: {
                name: "Security team",
                title: "On call",
                email: "security@example.com",
                phone: "+49 (30) 123-456",
            },
        };
        assert.deepEqual(pick(parseConfig("dev", raw(given(all))).guardrails, all), all);
    });

    it("is refused with every value of a wrong form at once", () => {
        const wrong = {
            detector: "share",
            accountDefaults: "adopt",
            unusedAccessDays: 366,
            securityContact: { name: "", title: "x".repeat(51), email: "nobody", phone: "none" },
        };
        assert.deepEqual(mistakes("dev", given(wrong)), [
            'pii:guardrails.detector is "share"; must be one of own, adopt, skip',
            "pii:guardrails.unusedAccessDays is 366; must be a whole number of days from 1 to 365",
            'pii:guardrails.accountDefaults is "adopt"; must be one of own, skip',
            'pii:guardrails.securityContact.name is ""; must be a name of 1 to 64 characters',
            `pii:guardrails.securityContact.title is "${"x".repeat(51)}"; must be a title of 1 to 50 characters`,
            'pii:guardrails.securityContact.email is "nobody"; must be an e-mail address, such as oncall@example.com',
            'pii:guardrails.securityContact.phone is "none"; must be a telephone number of 1 to 25 digits, blanks and "()+-", such as "+49 30 123456"',
        ]);
    });

    it("is refused where one key takes away what another needs", () => {
        const securityContact = {
            name: "Security team",
            title: "On call",
            email: "security@example.com",
            phone: "1",
        };
        const wrong = {
            recorder: "skip",
            securityHub: "own",
            accountDefaults: "skip",
            securityContact,
        };
        assert.deepEqual(mistakes("dev", given(wrong)), [
            'pii:guardrails.securityHub is "own"; must be "skip", or pii:guardrails.recorder "own" or "adopt": its checks read what AWS Config records',
            `pii:guardrails.securityContact is ${JSON.stringify(securityContact)}; must be left out, or pii:guardrails.accountDefaults "own": the contact is one of them`,
        ]);
    });
});

function pick(from: object, like: object): object {
    return Object.fromEntries(Object.entries(from).filter(([key]) => key in like));
}
