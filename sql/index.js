require("tsx/cjs");
module.exports = require("./runner.ts");
