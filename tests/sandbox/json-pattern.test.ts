import assert from "node:assert/strict";
import { jsonPattern } from "../../sandbox/aws/cloudwatch/json-pattern";
import { Cloud } from "../support/cloud";

const EVENT = {
    eventName: "UpdateTrail",
    eventSource: "cloudtrail.amazonaws.com",
    sourceIPAddress: "111.111.111.111",
    requestParameters: { protected: false, shared: true, days: 7, empty: null, "odd.name": "x" },
    values: ["all", "123456789012"],
    objects: [{ name: "a" }, { name: 'b "c"' }],
};

describe("sandbox: filter patterns of JSON", () => {
    const patterns: Record<string, boolean> = {
        '{ $.eventName = "UpdateTrail" }': true,
        "{$.eventName=UpdateTrail}": true,
        '{ $.eventName = "updatetrail" }': false,
        '{ $.eventName = "Update" }': false,
        '{ $.eventName = "Update*" }': true,
        '{ $.eventName = "*Trail" }': true,
        "{ $.eventName = * }": true,
        "{ $.sourceIPAddress = 111.111.* }": true,
        "{ $.sourceIPAddress != 111.111.* }": false,
        "{ $.sourceIPAddress != 123.123.* }": true,
        "{ $.eventSource = cloudtrail.amazonaws.com }": true,
        // A dot stands for itself.
        "{ $.eventSource = cloudtrailxamazonaws.com }": false,
        "{ $.eventName = %^Up.*il$% }": true,
        "{ $.eventName = %^Tr% }": false,
        "{ $.requestParameters.days = 7 }": true,
        "{ $.requestParameters.days != 7 }": false,
        "{ $.requestParameters.days < 7 }": false,
        "{ $.requestParameters.days <= 7 }": true,
        "{ $.requestParameters.days > 6.5 }": true,
        "{ $.requestParameters.days >= 8 }": false,
        "{ $.requestParameters.days < 1e2 }": true,
        "{ $.requestParameters.protected IS FALSE }": true,
        "{ $.requestParameters.protected IS TRUE }": false,
        "{ $.requestParameters.shared IS TRUE }": true,
        "{ $.requestParameters.empty IS NULL }": true,
        "{ $.requestParameters.protected = false }": false,
        "{ $.requestParameters.protected != true }": false,
        "{ $.requestParameters['odd.name'] = x }": true,
        "{ $.none NOT EXISTS }": true,
        "{ $.eventName NOT EXISTS }": false,
        "{ $.eventName.none NOT EXISTS }": true,
        "{ $.none = * }": false,
        "{ $.none != a }": false,
        "{ $.none IS NULL }": false,
        "{ $.requestParameters = * }": false,
        "{ $.values = all }": false,
        "{ $.values[0] = all }": true,
        "{ $.values[1] = all }": false,
        "{ $.values[2] = * }": false,
        "{ $.values[*] = 1234* }": true,
        '{ $.objects[*].name = "b \\"c\\"" }': true,
        "{ $.objects[0].name = b* }": false,
        "{ $.eventName = a || $.eventName = UpdateTrail && $.none = b }": false,
        "{ ($.eventName = a || $.eventName = UpdateTrail) && $.values[0] = all }": true,
        "{ $.eventName = UpdateTrail || $.eventName = a && $.none = b }": true,
    };
    for (const [pattern, expected] of Object.entries(patterns)) {
        it(`${expected ? "match" : "do not match"} by ${pattern}`, () => {
            assert.equal(jsonPattern(pattern)(EVENT), expected);
        });
    }

    it("match nothing in what is no object", () => {
        assert.equal(jsonPattern("{ $.a = * }")("text"), false);
        assert.equal(jsonPattern("{ $.a = * }")(null), false);
    });

    const malformed: Record<string, RegExp> = {
        "$.a = b }": /must begin with "{"/,
        "{": /must end with "}"/,
        "{ $.a = b": /must end with "}"/,
        "{ }": /needs a field such as \$\.eventName, got the end/,
        "{ a = b }": /needs a field .* got a$/,
        "{ $.a }": /needs one of = .*, got the end/,
        "{ $.a = }": /needs a value, got the end/,
        "{ $.a = b c }": /needs &&, \|\| or the end, got c$/,
        "{ ($.a = b }": /needs "\)", got the end/,
        "{ $.a = b && }": /needs a field/,
        "{ $.a IS 7 }": /needs NULL, TRUE or FALSE, got 7/,
        "{ $.a IS NOT NULL }": /needs NULL, TRUE or FALSE, got NOT/,
        "{ $.a NOT NULL }": /needs EXISTS, got NULL/,
        "{ $.a > b }": /needs a number after >, got b/,
        "{ $.a ( b }": /needs one of = != < <= > >=, got \(/,
        '{ $.a = "b }': /cannot be read from "\\"b" on/,
        "{ $.a = arn:aws:iam }": /cannot be read from ":aws:iam" on/,
        "{ $.a & $.b }": /cannot be read from "& \$\.b" on/,
    };
    for (const [pattern, failure] of Object.entries(malformed)) {
        it(`are refused as ${pattern}`, () => {
            assert.throws(() => jsonPattern(pattern), failure);
        });
    }

    it("are refused by metric filters, too, and if they are too long", () => {
        const cloud = new Cloud();
        const filter = (pattern: string) =>
            cloud.failures("aws:cloudwatch/logMetricFilter:LogMetricFilter", {
                logGroupName: "trail",
                pattern,
                metricTransformation: { name: "a", namespace: "b", value: "1" },
            });
        assert.deepEqual(filter("{ $.a = b }"), []);
        assert.match(JSON.stringify(filter("{ $.a == b }")), /pattern.*needs a value, got =/);
        assert.match(
            JSON.stringify(filter(`{ $.a = ${"b".repeat(1020)} }`)),
            /pattern.*1024 characters/,
        );
        cloud.dispose();
    });
});
