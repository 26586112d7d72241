import assert from "node:assert/strict";
import { accessAlarmRules } from "../../infra/aurora/alarm-rules-access";

const NAME = "pii-prod-database-access";

describe("the alarms of the database-access function", () => {
    it("watch the metric that it leaves in its log, and take silence for trouble", () => {
        const [unhealthy] = accessAlarmRules({ functionName: NAME, healthEveryMinutes: 5 });
        assert.equal(unhealthy?.id, "unhealthy");
        assert.deepEqual(unhealthy.metric, {
            namespace: "pii-platform/database-access",
            name: "Healthy",
            dimensions: { FunctionName: NAME },
            statistic: "Minimum",
            periodSeconds: 300,
        });
        const { fires, threshold, periods, beyond, missing } = unhealthy;
        assert.deepEqual(
            [fires, threshold, periods, beyond, missing.as],
            ["below", 1, 3, 2, "breaching"],
        );
    });

    it("watch its errors, and only those where health is not measured", () => {
        const [errors, ...others] = accessAlarmRules({
            functionName: NAME,
            healthEveryMinutes: undefined,
        });
        assert.deepEqual(others, []);
        assert.equal(errors?.id, "access-errors");
        assert.deepEqual(errors.metric, {
            namespace: "AWS/Lambda",
            name: "Errors",
            dimensions: { FunctionName: NAME },
            statistic: "Sum",
            periodSeconds: 300,
        });
        const { fires, threshold, periods, missing } = errors;
        assert.deepEqual([fires, threshold, periods, missing.as], ["above", 0, 1, "notBreaching"]);
    });
});
