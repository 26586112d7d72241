import assert from "node:assert/strict";
import { configMistakes } from "../../policy/config-mistakes";
import { type Setting, rule } from "../../policy/rule";

const setting = (schema: Omit<Setting, "description">) => ({ ...schema, description: "it" });
const about = {
    description: "Every thing is right.",
    why: "To see it.",
    severity: "low",
    remediation: "None.",
    frameworks: {},

    source: "https://www.pulumi.com/docs/",
} as const;
const rules = [
    rule({
        ...about,
        name: "kms-key-rotation",
        settings: {
            days: setting({ type: "integer", minimum: 1, maximum: 9, default: 3 }),
            share: setting({ type: "number", default: 0.5 }),
            ports: setting({ type: "array", items: { type: "integer", minimum: 0 }, default: [] }),
            mode: setting({ enum: ["strict", "lax"], default: "strict" }),
            file: setting({ type: "string", default: "" }),
        },
    }),
    rule({ ...about, name: "s3-bucket-versioned", remediate: () => undefined }),
];

describe("the check of a policy config", () => {
    it("finds nothing wrong with what Pulumi and the rules allow", () => {
        const configs = [
            {},
            { all: "advisory", environments: ["pii/policy"] },
            { "kms-key-rotation": "disabled", "s3-bucket-versioned": "remediate" },
            { "kms-key-rotation": { enforcementLevel: "mandatory", days: 9, ports: [0, 443] } },
            { "kms-key-rotation": { share: 0.1, mode: "lax", file: "a.json" } },
            { "s3-bucket-versioned": { enforcementLevel: "remediate" } },
        ];
        for (const config of configs) {
            assert.deepEqual(configMistakes(config, rules), []);
        }
    });

    it("tells all that is wrong at once: the key, its value, and what is allowed", () => {
        const config = {
            all: "loud",
            "kms-key-rotate": "advisory",
            unheard: "advisory",
            "s3-bucket-versioned": { days: 3, enforcementLevel: 1 },
            "kms-key-rotation": {
                enforcementLevel: "remediate",
                dayz: 3,
                days: 10,
                share: "half",
                ports: [1, -1, 1.5],
                mode: "loose",
                file: true,
            },
        };
        assert.deepEqual(configMistakes(config, rules), [
            'all is "loud"; must be one of mandatory, advisory, disabled, remediate',
            "kms-key-rotate is no rule of this pack; RULES.md lists them, such as kms-key-rotation",
            "unheard is no rule of this pack; RULES.md lists them",
            "s3-bucket-versioned.enforcementLevel is 1; must be one of mandatory, advisory, disabled, remediate",
            "s3-bucket-versioned.days is 3, but no parameter; the rule has no parameters",
            'kms-key-rotation.enforcementLevel is "remediate"; must be one of mandatory, advisory, disabled',
            "kms-key-rotation.dayz is 3, but no parameter; it has days, share, ports, mode, file",
            "kms-key-rotation.days is 10; must be a whole number, at least 1 and at most 9",
            'kms-key-rotation.share is "half"; must be a number',
            "kms-key-rotation.ports[1] is -1; must be a whole number, at least 0",
            "kms-key-rotation.ports[2] is 1.5; must be a whole number, at least 0",
            'kms-key-rotation.mode is "loose"; must be one of "strict", "lax"',
            "kms-key-rotation.file is true; must be a string",
        ]);
    });

    it("refuses what is no config at all", () => {
        assert.deepEqual(configMistakes([], rules), [
            "the policy config is []; must be an object by rule",
        ]);
        assert.deepEqual(configMistakes({ "kms-key-rotation": 3 }, rules), [
            "kms-key-rotation is 3; must be a level or an object",
        ]);
    });
});
