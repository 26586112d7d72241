import { Command } from "commander";
import { ENVIRONMENTS } from "../../stacks/config/environments";
import { commandFigures } from "./commands";
import { engineFigures } from "./engine";
import { matrixFigures, zoneFigures } from "./network";
import { policyFigures } from "./policy-pack";
import { seedMemory, seedRate } from "./seed";
import { tableFigures } from "./tables";

/*
 * Seconds depend on the machine and on what else it does; the ratios compare figures of the same
 * rounds, and those can be compared between machines.
 */
const { rounds, commands } = new Command("npm run bench --")
    .description("Measures what people wait for, and what an environment costs.")
    .option("--rounds <n>", "how often each figure is taken", Number, 3)
    .option("--no-commands", "leave out npm start and npm test as whole commands")
    .parse()
    .opts<{ readonly rounds: number; readonly commands: boolean }>();

void main();

async function main(): Promise<void> {
    matrixFigures(rounds);
    await zoneFigures();
    await seedRate(rounds);
    await seedMemory();
    await tableFigures(rounds);
    await policyFigures(rounds);
    for (const environment of ENVIRONMENTS) {
        await engineFigures(environment, rounds);
    }
    if (commands) {
        commandFigures();
    }
    process.exit(0);
}
