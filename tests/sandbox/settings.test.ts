import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asText, environments, readSettings, withTunnel } from "../../sandbox/platform/settings";

describe("the settings of an environment", () => {
    let root: string;
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "pii-settings-"));
        writeFileSync(join(root, "Pulumi.yaml"), "name: pii\n");
    });
    afterEach(() => {
        rmSync(root, { recursive: true, force: true });
    });

    const write = (environment: string, text: string) => {
        writeFileSync(join(root, `Pulumi.${environment}.yaml`), text);
    };

    it("are listed with dev first, and an unknown one's error names them", () => {
        for (const name of ["alpha", "prod", "dev"]) {
            write(name, "config: {}\n");
        }
        assert.deepEqual(environments(root), ["dev", "alpha", "prod"]);
        assert.throws(() => readSettings(root, "pord"), {
            message:
                'there is no environment "pord"; the ones that exist: dev, alpha, prod. ' +
                "A new one begins with a file Pulumi.pord.yaml",
        });
    });

    it("come as the engine hands them to a program", () => {
        write("dev", "config:\n  aws:region: eu-west-1\n  pii:list: [a, 1]\n  pii:flag: true\n");
        assert.deepEqual(asText(readSettings(root, "dev")), {
            "aws:region": "eu-west-1",
            "pii:list": '["a",1]',
            "pii:flag": "true",
        });
        write("empty", "");
        assert.deepEqual(readSettings(root, "empty"), {});
    });

    it("may hold no encrypted value, and must be YAML", () => {
        write("dev", "config:\n  a:b: { c: { secure: xyz } }\n  a:d: plain\n");
        assert.throws(() => readSettings(root, "dev"), /holds encrypted values.*: a:b;/);
        write("dev", "config: [");
        assert.throws(() => readSettings(root, "dev"), /Pulumi\.dev\.yaml is no YAML: /);
    });

    it("may hold addresses of pagers, in whose place a rehearsal has its own", () => {
        write(
            "dev",
            "config:\n  pii:alarms: { emails: [a@example.com], pagers: { oncall: { secure: xyz } } }\n",
        );
        assert.deepEqual(readSettings(root, "dev"), {
            "pii:alarms": {
                emails: ["a@example.com"],
                pagers: { oncall: "https://pager.example/oncall" },
            },
        });
        write("dev", "config:\n  pii:alarms: { emails: { secure: xyz } }\n");
        assert.throws(() => readSettings(root, "dev"), /holds encrypted values.*: pii:alarms;/);
    });

    it("get the way to the sandbox's database, whatever the way was", () => {
        const given = { "a:b": "c", "pii:database": { connection: "direct", caFile: "x" } };
        assert.deepEqual(withTunnel(given, { port: 1234, caFile: "ca" }), {
            "a:b": "c",
            "pii:database": {
                connection: "tunnel",
                host: "127.0.0.1",
                port: 1234,
                caFile: "ca",
            },
        });
    });
});
