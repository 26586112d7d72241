import assert from "node:assert/strict";
import { dailyWindow, weeklyWindow, windowsOverlap } from "../../infra/windows";

describe("windows", () => {
    it("count minutes, over midnight and over the end of the week as well", () => {
        assert.deepEqual(dailyWindow("03:00-04:30"), { start: 180, minutes: 90 });
        assert.deepEqual(dailyWindow("23:30-00:30"), { start: 1410, minutes: 60 });
        assert.deepEqual(weeklyWindow("mon:00:00-mon:01:00"), { start: 1440, minutes: 60 });
        assert.deepEqual(weeklyWindow("sat:23:30-sun:00:30"), { start: 10050, minutes: 60 });
    });

    for (const text of [
        "3:00-4:00",
        "24:00-01:00",
        "03:60-04:00",
        "03:00",
        "sun:03:00-sun:04:00",
    ]) {
        it(`are not daily when they are ${text}`, () => {
            assert.equal(dailyWindow(text), undefined);
        });
    }
    for (const text of [
        "03:00-04:00",
        "sunday:04:00-sunday:05:00",
        "xyz:04:00-xyz:05:00",
        "sun:24:00-sun:25:00",
    ]) {
        it(`are not weekly when they are ${text}`, () => {
            assert.equal(weeklyWindow(text), undefined);
        });
    }

    for (const [daily, weekly, expected] of [
        ["03:00-04:00", "sun:04:00-sun:05:00", false],
        ["03:00-04:01", "sun:04:00-sun:05:00", true],
        ["05:00-06:00", "sun:04:00-sun:05:00", false],
        ["23:30-00:30", "wed:00:00-wed:00:30", true],
        ["23:30-00:30", "sat:23:00-sat:23:30", false],
        ["00:00-00:30", "sat:23:30-sun:00:15", true],
        ["12:00-12:30", "mon:00:00-tue:00:00", true],
    ] as const) {
        it(`${daily} and ${weekly} ${expected ? "overlap" : "keep apart"}`, () => {
            const [day, week] = [dailyWindow(daily), weeklyWindow(weekly)];
            assert.ok(day && week);
            assert.equal(windowsOverlap(day, week), expected);
        });
    }
});
