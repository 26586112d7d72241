import * as good from "../good";
import { unknown } from "../support";
import type { StackTable } from "./stack-table";

const literal = { secretStringWo: undefined, secretString: "hunter2" };

export const secretsStackTables: readonly StackTable[] = [
    {
        rule: "secret-rotated",
        bad: {
            never: { without: [good.secretRotation], at: [good.secret] },
            "another one's": {
                props: { "app-login-rotation": { secretId: "arn:other" } },
                at: [good.secret],
            },
        },
    },
    {
        rule: "secret-value-not-literal",
        bad: {
            "as text": { props: { "app-login-value": literal }, at: [good.secretVersion] },
            "in base64": {
                props: { "app-login-value": { secretStringWo: undefined, secretBinary: "aGk=" } },
                at: [good.secretVersion],
            },
        },
        fine: {
            "not known yet": { props: { "app-login-value": { secretString: unknown } } },
            "what something makes": {
                without: [good.secretVersion],
                and: [
                    {
                        ...good.secretVersion,
                        props: { ...good.secretVersion.props, ...literal },
                        madeFrom: { secretString: ["data"] },
                    },
                ],
            },
        },
    },
];
