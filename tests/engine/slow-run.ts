// Begins a run that never ends, for a test to kill: node slow-run.ts DIR.
import { openFake, Thing } from "./fake";

void (async () => {
    const engine = await openFake(process.argv[2] ?? "", () => {
        const first = new Thing("first", "fast");
        new Thing("second", "slow", { dependsOn: first });
    });
    await engine.stacks[0]?.up();
})();
