import { KEY } from "./sample";

const STACK = "urn:pulumi:prod::pii-keys::pulumi:pulumi:Stack::pii-keys-prod";
const inputs = { enableKeyRotation: true, deletionWindowInDays: 30, policy: "{}" };

/** A state of one key, as `pulumi stack export` writes it. */
export function stateOf(changes: object) {
    const resources = [
        { urn: STACK, custom: false, type: "pulumi:pulumi:Stack" },
        {
            urn: KEY,
            custom: true,
            id: "k",
            type: "aws:kms/key:Key",
            protect: true,
            inputs: { ...inputs, ...changes },
            outputs: { ...inputs, ...changes },
            parent: STACK,
        },
    ];
    const manifest = { time: "2026-01-01T00:00:00Z", magic: "", version: "" };
    return { version: 3, deployment: { manifest, resources } };
}
