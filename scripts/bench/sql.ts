import { Command } from "commander";
import { fill, peopleFor } from "./sql-data";
import { openDatabase } from "./sql-database";
import { indexFigures } from "./sql-indexes";
import { gateFigures, historyFigures } from "./sql-reads";
import { retentionFigures } from "./sql-retention";
import { rotationFigures } from "./sql-rotation";
import { viewFigures } from "./sql-views";
import { writeFigures } from "./sql-writes";

/*
 * Ratios of CPU and WAL hold on a machine that does other things as well; seconds do not, and on
 * Aurora, whose commits wait for its storage, they are others.
 */
const { rows, rounds } = new Command("npm run bench:sql --")
    .description("Measures the database: what its audit trail costs, and how fast it answers.")
    .option("--rows <n>", "rows of the audit trail, over twelve months", Number, 5_000_000)
    .option("--rounds <n>", "how often each figure is taken", Number, 3)
    .parse()
    .opts<{ readonly rows: number; readonly rounds: number }>();

void main();

async function main(): Promise<void> {
    const database = await openDatabase();
    try {
        console.log(`Making ${rows} rows of the audit trail, and ${peopleFor(rows)} people ...`);
        const start = performance.now();
        await fill(database, rows);
        console.log(`... took ${((performance.now() - start) / 1000).toFixed(0)} s`);
        // Those who read come first: what is written today is what the views have to count.
        await viewFigures(database, rounds);
        await historyFigures(database, rounds);
        await gateFigures(database, rounds, rows);
        await writeFigures(database, rounds);
        await rotationFigures(database, rounds);
        await indexFigures(database, rounds, rows);
        await retentionFigures(database, rounds);
    } finally {
        await database.remove();
    }
    process.exit(0);
}
