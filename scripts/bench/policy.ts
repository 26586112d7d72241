import { Command } from "commander";
import { policyFigures } from "./policy-pack";

const { rounds } = new Command("npm run bench:policy --")
    .description("Measures the policy pack: its start, time for each resource, memory.")
    .option("--rounds <n>", "how often each figure is taken", Number, 3)
    .parse()
    .opts<{ readonly rounds: number }>();

void policyFigures(rounds);
