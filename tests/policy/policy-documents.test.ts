import assert from "node:assert/strict";
import fc from "fast-check";
import type { Statements } from "../../infra/policy-document";
import { Inspected } from "../../policy/inspect";
import { isTied, letsInOthers, publicStatements } from "../../policy/policy-access";
import { isAbout } from "../../policy/policy-actions";
import { type Statement, statementsOf } from "../../policy/policy-documents";
import { isAllowed } from "../support/iam";
import { HOME, leaves, rewritten, statements, unknownAt } from "./arbitrary-documents";

/** Of each property, about a second. */
const RUNS = { numRuns: 400 };
const STRANGER = "999999999999";

const inspect = (policy: unknown) => new Inspected({ policy });
const parse = (list: unknown): Statement[] =>
    statementsOf(inspect({ Version: "2012-10-17", Statement: list }), "policy");
const names = (list: readonly Statement[]) => list.map(({ name }) => name).sort();

/** Everything that rules ask of a document. */
function answers(list: readonly Statement[]): unknown {
    return {
        public: names(publicStatements(list)),
        untied: names(list.filter((one) => !isTied(one))),
        others: names(list.filter((one) => letsInOthers(one, [HOME]))),
        sends: names(list.filter((one) => isAbout(one, "sqs:SendMessage"))),
    };
}

describe("policy documents", () => {
    it("mean the same in whatever form and order they are written", () => {
        fc.assert(
            fc.property(statements, (list) => {
                const expected = answers(parse(list));
                const policy = { Statement: rewritten(list), Version: "2012-10-17" };
                assert.deepEqual(answers(statementsOf(inspect(policy), "policy")), expected);
                const text = inspect(JSON.stringify(policy));
                assert.deepEqual(answers(statementsOf(text, "policy")), expected);
            }),
            RUNS,
        );
    });

    it("are not public only if AWS turns strangers away", async () => {
        await fc.assert(
            fc.asyncProperty(statements, async (list) => {
                const isPublic = publicStatements(parse(list)).length > 0;
                const call = {
                    action: "sqs:SendMessage",
                    on: `arn:aws:sqs:eu-west-1:${HOME}:queue`,
                    by: `arn:aws:iam::${STRANGER}:role/a`,
                    knowing: {
                        "aws:PrincipalOrgID": "o-stranger",
                        "aws:SourceVpc": "vpc-stranger",
                        "aws:ResourceAccount": HOME,
                    },
                };
                const resource = list as unknown as Statements;
                const lonely = { ...call, knowing: { "aws:ResourceAccount": HOME } };
                for (const one of [call, lonely]) {
                    assert.ok(isPublic || !(await isAllowed({ resource }, one)));
                }
            }),
            RUNS,
        );
    });

    it("let in no other account only if AWS turns its roles away", async () => {
        await fc.assert(
            fc.asyncProperty(statements, async (list) => {
                const others = parse(list).some((one) => letsInOthers(one, [HOME]));
                const call = {
                    action: "sqs:SendMessage",
                    on: `arn:aws:sqs:eu-west-1:${HOME}:queue`,
                    by: `arn:aws:iam::${STRANGER}:role/a`,
                    knowing: { "aws:PrincipalOrgID": "o-home", "aws:ResourceAccount": HOME },
                };
                const resource = list as unknown as Statements;
                assert.ok(others || !(await isAllowed({ resource }, call)));
            }),
            RUNS,
        );
    });

    it("are judged by what is known of them, and again where the rest decides", () => {
        const withLeaf = statements.chain((list) =>
            fc.record({ list: fc.constant(list), path: fc.constantFrom(...leaves(list)) }),
        );
        fc.assert(
            fc.property(withLeaf, ({ list, path }) => {
                const whole = names(publicStatements(parse(list)));
                const part = inspect({ Statement: unknownAt(list, path) });
                const known = names(publicStatements(statementsOf(part, "policy")));
                assert.deepEqual(
                    known.filter((name) => !whole.includes(name)),
                    [],
                );
                const isOpen = part.verdict.undecided.length > 0;
                assert.ok(isOpen || known.length === whole.length);
                assert.deepEqual(part.verdict.undecided, isOpen ? ["policy"] : []);
            }),
            RUNS,
        );
    });

    /** Conditions that turn a statement for everyone into one for some, and those that do not. */
    const limits: Record<string, [condition: object, limited: boolean]> = {
        "an organization": [{ StringEquals: { "aws:PrincipalOrgID": "o-1" } }, true],
        "any organization": [{ StringLike: { "aws:PrincipalOrgID": "o-*" } }, false],
        "one of several": [{ StringEquals: { "aws:PrincipalOrgID": ["o-1", "*"] } }, false],
        "units of an organization": [
            { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/r-1/*" } },
            true,
        ],
        "all units, if there are any": [
            { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } },
            false,
        ],
        "all units, of which there are some": [
            {
                "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" },
                Null: { "aws:PrincipalOrgPaths": "false" },
            },
            true,
        ],
        "an organization, if there is one": [
            { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } },
            false,
        ],
        "an organization, which there is": [
            {
                StringEqualsIfExists: { "AWS:PrincipalOrgId": "o-1" },
                Null: { "aws:PrincipalOrgID": false },
            },
            true,
        ],
        "having an organization": [{ Null: { "aws:PrincipalOrgID": "false" } }, false],
        "roles of an account": [
            { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/*` } },
            true,
        ],
        "roles of this name": [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/a" } }, false],
        "a bucket": [{ ArnLike: { "aws:SourceArn": "arn:aws:s3:::mine" } }, true],
        "buckets whose name begins so": [
            { ArnLike: { "aws:SourceArn": "arn:aws:s3:::my*" } },
            false,
        ],
        "sessions of a role": [{ StringLike: { "aws:userid": "AROA1:*" } }, true],
        "any session": [{ StringLike: { "aws:userid": "*:*" } }, false],
        "a VPC": [{ StringEquals: { "aws:SourceVpc": "vpc-1" } }, true],
        "not a VPC": [{ StringNotEquals: { "aws:SourceVpc": "vpc-1" } }, false],
        "an office": [{ IpAddress: { "aws:SourceIp": "198.51.100.0/24" } }, true],
        "the world": [{ IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }, false],
        "private addresses, which every VPC has": [
            { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } },
            false,
        ],
        "the account of the resource": [
            { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } },
            true,
        ],
        "a variable of the caller's": [
            { StringEquals: { "aws:PrincipalAccount": "${aws:PrincipalTag/home}" } },
            false,
        ],
        "a tag of the caller's": [{ StringEquals: { "aws:PrincipalTag/team": "data" } }, false],
        TLS: [{ Bool: { "aws:SecureTransport": "true" } }, false],
        nothing: [{}, false],
    };
    for (const [what, [Condition, limited]] of Object.entries(limits)) {
        it(`are ${limited ? "not " : ""}public when limited to ${what}`, () => {
            const one = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition };
            assert.equal(publicStatements(parse(one)).length, limited ? 0 : 1);
        });
    }

    it("are not public when a denial takes back what is public", () => {
        const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "a/b" };
        const denial = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "a/*" };
        const strangers = { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } };
        const taken = (...more: object[]) => publicStatements(parse([open, ...more])).length === 0;
        assert.ok(taken(denial));
        assert.ok(taken({ ...denial, Condition: strangers }));
        assert.ok(
            taken({
                ...denial,
                Condition: { ...strangers, Bool: { "aws:PrincipalIsAWSService": "false" } },
            }),
        );
        assert.ok(taken({ ...denial, Principal: undefined, NotPrincipal: { AWS: HOME } }));
        assert.ok(!taken({ ...denial, Action: "s3:PutObject" }));
        assert.ok(!taken({ ...denial, Resource: "c/*" }));
        assert.ok(!taken({ ...denial, Principal: { AWS: HOME } }));
        assert.ok(!taken({ ...denial, Condition: { Bool: { "aws:SecureTransport": "false" } } }));
    });

    it("are refused when they are none", () => {
        for (const policy of ["{", "[1", 7, { Statement: "all" }, "null"]) {
            const part = inspect(policy);
            assert.deepEqual(statementsOf(part, "policy"), []);
            assert.deepEqual(part.verdict.violations, ["policy is no JSON policy document"]);
        }
        for (const policy of [undefined, "", {}, { Statement: [] }]) {
            const part = inspect(policy);
            assert.deepEqual(statementsOf(part, "policy"), []);
            assert.deepEqual(part.verdict.violations, []);
        }
    });
});
