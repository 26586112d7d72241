import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadMigrations } from "../../sql/runner";

describe("loading migrations", () => {
    let dir: string;
    beforeEach(() => {
        dir = mkdtempSync(join(tmpdir(), "pii-platform-"));
    });
    afterEach(() => {
        rmSync(dir, { recursive: true });
    });
    const files = (texts: Record<string, string>) => {
        for (const [name, text] of Object.entries(texts)) {
            writeFileSync(join(dir, name), text);
        }
    };

    it("reads them in order, with the same checksum whatever the line ends", () => {
        files({ "000002_b.sql": "select 2;\r\nselect 3;\r\n", "000001_a_1.sql": "select 1;\n" });
        const [first, second] = loadMigrations(dir);
        assert.deepEqual(first, {
            name: "000001_a_1.sql",
            sql: "select 1;\n",
            checksum: "4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c",
        });
        files({ "000002_b.sql": "select 2;\nselect 3;\n" });
        assert.deepEqual(loadMigrations(dir)[1], second);
    });

    it("refuses a name that is not NNNNNN_lower_snake.sql", () => {
        for (const name of ["1_a.sql", "000001_A.sql", "000001-a.sql", "000001_a_.sql", "a.txt"]) {
            files({ [name]: "" });
            assert.throws(() => loadMigrations(dir), {
                message: `${dir}: "${name}" is no migration's name: it must be like 000001_what_it_makes.sql`,
            });
            rmSync(join(dir, name));
        }
    });

    it("refuses a gap", () => {
        files({ "000001_a.sql": "", "000003_c.sql": "" });
        assert.throws(() => loadMigrations(dir), {
            message: `${dir}: "000003_c.sql" should have number 000002`,
        });
    });

    it("refuses a number given twice", () => {
        files({ "000001_a.sql": "", "000001_b.sql": "" });
        assert.throws(
            () => loadMigrations(dir),
            /"000001_a.sql" has a number that another one has/,
        );
    });

    it("finds nothing to refuse in ours", () => {
        const ours = join(__dirname, "../../sql/migrations");
        assert.deepEqual(
            loadMigrations(ours).map(({ name }) => name),
            readdirSync(ours).sort(),
        );
    });
});
