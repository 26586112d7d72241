import { join } from "node:path";
import { Command, Option } from "commander";
import type { Client } from "pg";
import { doAll, plan } from "./change";
import { findAll } from "./find";
import { confirm, type Io } from "./io";
import { isolation } from "./isolate";
import { COMMANDS, type Command as Changing, Journal } from "./journal";
import { planBack, putBack, toPutBack } from "./restore";
import { type Revocation, revocation, type Whose, whoseProblems } from "./revoke";
import { masterOf, openScene, type Scene, type Where } from "./scene";
import { across } from "./sessions";

interface Options extends Where, Whose {
    readonly confirm?: string;
    readonly of?: Changing;
}

/** Exit codes: 0 where all is done. */
const FAILED = 1;

/**
 * `npm run emergency`.
 * @param args what comes after it
 * @returns exit code
 * @throws Error in words for the user, and then nothing was done; CommanderError
 */
export async function emergency(args: readonly string[], io: Io): Promise<number> {
    let code = 0;
    const program = new Command("npm run emergency --")
        .description("Cuts an environment's data off, takes access away, and puts both back.")
        .exitOverride();
    const command = (name: string, does: string, work: (at: At) => Promise<number>) =>
        program
            .command(name)
            .description(does)
            .option("--stack <name>", "environment at AWS (default: the sandbox of dev)")
            .option("--sandbox", "the sandbox of --stack")
            .option("--via <host:port>", "end of an open tunnel to the database's writer")
            .option("--confirm <stack>", "name of the stack, typed in advance")
            .allowExcessArguments(false)
            .action(async (options: Options) => {
                refuse(name === "revoke-access" ? whoseProblems(options) : []);
                code = await on(options, io, work);
            });
    command("isolate", "Lets nobody reach the data, ends sessions, takes a snapshot.", isolate);
    command("restore", "Puts back what was changed, by the journal.", restore).addOption(
        new Option("--of <command>", "only what this one has changed").choices(COMMANDS),
    );
    command("revoke-access", "Takes somebody's access away, and ends their sessions.", revoke)
        .option("--role <name>", "a role of the database, such as pii_app")
        .option("--principal <arn>", "a role of IAM")
        .option("--all", "every role that logs in to the database, and all that reaches data");
    await program.parseAsync(args, { from: "user" });
    return code;
}

/** Before anybody is asked anything. */
function refuse(problems: readonly string[]): void {
    if (problems.length > 0) {
        throw new Error(["nothing was done:", ...problems.map((line) => `  - ${line}`)].join("\n"));
    }
}

interface At {
    readonly scene: Scene;
    readonly journal: Journal;
    readonly options: Options;
    readonly io: Io;
}

async function on(options: Options, io: Io, work: (at: At) => Promise<number>): Promise<number> {
    const scene = await openScene(options, io);
    try {
        const file = join(io.root, scene.journalFile);
        return await work({ scene, journal: new Journal(file, scene.caller, io.now), options, io });
    } finally {
        await scene.close();
    }
}

async function isolate(at: At): Promise<number> {
    const { scene, journal, io } = at;
    const found = await findAll(scene);
    found.followers.forEach((arn) => {
        io.say(`${arn} holds the same data, in a global database: isolate its stack as well.`);
    });
    const work = (client?: Client) => {
        const steps = isolation(scene, found, io.now(), client);
        const again = journal.open.some(({ command }) => command === "isolate");
        if (again) {
            io.say(
                `${scene.where} is isolated already, in whole or in part: what is missing is done.`,
            );
        }
        return run(at, "isolate", "isolate it", { steps, problems: found.problems });
    };
    // Before the way is cut: a connection that is there stays.
    return scene.database && found.cluster ? across(() => masterOf(scene), io, work) : work();
}

async function revoke(at: At): Promise<number> {
    const whole = await revocation(at.scene, at.options, at.io.now);
    return run(at, "revoke-access", "revoke access to it", whole);
}

async function run(
    { scene, journal, options, io }: At,
    command: Changing,
    what: string,
    { steps, problems }: Revocation,
): Promise<number> {
    if (steps.length === 0) {
        throw new Error(
            [
                `nothing was done: there is nothing of ${scene.where} to ${command}`,
                ...problems,
            ].join("\n"),
        );
    }
    io.say(`${scene.where}, as ${scene.caller}:`);
    const planned = await plan(steps, { scene, journal, command });
    [...planned.map(({ line }) => line), ...problems.map((line) => `NOT DONE: ${line}`)].forEach(
        (line) => {
            io.say(`  ${line}`);
        },
    );
    if (planned.every(({ done }) => done)) {
        io.say("There is nothing left to do.");
        return told(problems.length, command, io);
    }
    await confirm(scene.stack, what, options.confirm, io);
    const failed = await doAll(steps, { scene, journal, command, say: io.say });
    problems.forEach((line) => {
        io.say(`NOT DONE: ${line}`);
    });
    io.say(`The journal is ${journal.file}: keep it, restore needs it.`);
    io.say(
        `Until then no pulumi up of ${scene.stack}: it would put back what it knows. What differs tells pulumi refresh --preview-only.`,
    );
    return told(failed + problems.length, command, io);
}

async function restore({ scene, journal, options, io }: At): Promise<number> {
    const things = toPutBack(journal, options.of);
    if (things.length === 0) {
        io.say(`There is nothing to put back: ${journal.file} names nothing that is changed.`);
        return 0;
    }
    io.say(`${scene.where}, as ${scene.caller}:`);
    (await planBack(things, scene)).forEach((line) => {
        io.say(`  ${line}`);
    });
    await confirm(scene.stack, "put it back", options.confirm, io);
    const failed = await putBack(things, { scene, journal, say: io.say });
    if (failed === 0) {
        io.say(
            "Snapshots stay, passwords stay changed. pulumi preview --refresh tells of nothing.",
        );
    }
    return told(failed, "restore", io);
}

function told(failed: number, command: string, { say }: Io): number {
    if (failed > 0) {
        say(`${failed} not done: mend what is told above, and run ${command} again.`);
    }
    return failed === 0 ? 0 : FAILED;
}
