import { spawnSync } from "node:child_process";

// The test has a database at hand that is as the migrations make it, and writes down what is in it.
const { status } = spawnSync(
    process.execPath,
    ["node_modules/mocha/bin/mocha.js", "tests/sql/schema.test.ts"],
    { stdio: "inherit", env: { ...process.env, WRITE_SCHEMA: "1" } },
);
process.exitCode = status ?? 1;
