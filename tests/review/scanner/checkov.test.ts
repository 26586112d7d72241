import assert from "node:assert/strict";
import { readScan, unsettled } from "../../../review/scanner/checkov";
import { EXPLAINED } from "../../../review/scanner/explained";

const [explained = ""] = Object.keys(EXPLAINED);
const failed = (check_id: string) => ({ check_id, check_name: "A title", resource: "aws_x.y" });
const output = (...checks: string[]) =>
    JSON.stringify({
        summary: { passed: 7, resource_count: 3 },
        results: { failed_checks: checks.map(failed) },
    });

describe("what the scanner wrote", () => {
    it("is read, and parted into what is explained and what is not", () => {
        const scan = readScan(output(explained, "CKV_AWS_0"), 3);
        assert.equal(scan.passed, 7);
        const { unexplained, stale } = unsettled(scan);
        assert.deepEqual(unexplained, [
            { check: "CKV_AWS_0", title: "A title", resource: "aws_x.y" },
        ]);
        assert.deepEqual(
            stale,
            Object.keys(EXPLAINED).filter((check) => check !== explained),
        );
    });

    it("is refused where resources were passed over", () => {
        assert.throws(() => readScan(output(), 4), /looked at 3 of 4 resources/);
    });

    it("is refused where it is something else", () => {
        assert.throws(() => readScan("usage: checkov", 0), /wrote no JSON/);
        assert.throws(() => readScan("{}", 0), /wrote no report of a Terraform plan/);
        assert.throws(() => readScan("[]", 0), /wrote no report of a Terraform plan/);
    });
});
