// The SDK needs a TypeScript compiler and npm's tree of packages to write functions down, as programs
// have it do for dynamic resources. It loads both wherever it is loaded, which is most of its start.
// Here nothing is written down.
const Module = require("node:module");

const load = Module._load;
Module._load = (name, ...rest) =>
    ["typescript", "@npmcli/arborist"].includes(name) ? {} : load(name, ...rest);
