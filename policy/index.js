// Plain JavaScript, because Pulumi starts the pack with plain Node.
// The SDK comes first: its 800 modules load twice as fast without the TypeScript loader in between.
require("@pulumi/policy");
require("tsx/cjs");
require("./pack.ts");
