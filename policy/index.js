// Plain JavaScript, because Pulumi starts the pack with plain Node.
// Another process compiles the rules while this one loads the SDK, which takes longer; one by one
// some hundred files would have to be found and compiled.
const { build, stop } = require("esbuild");

const compiled = build({
    entryPoints: [require.resolve("./pack.ts")],
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "silent",
    write: false,
});
require("@pulumi/policy");
void compiled.then(({ outputFiles: [{ text }] }) => {
    void stop();
    module._compile(text, __filename);
});
