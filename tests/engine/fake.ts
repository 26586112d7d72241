import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
    type Engine,
    type EngineOptions,
    openEngine,
    type Surroundings,
} from "../../sandbox/engine/engine";
import { type Cli, findCli } from "../../sandbox/pulumi-cli/find";
import type { Provider } from "../../sandbox/provider/provider";
import { serve } from "../../sandbox/provider/serve";

/** A resource of the fake provider; its `text` is kept in a file. */
export class Thing extends pulumi.CustomResource {
    declare readonly text: pulumi.Output<string>;

    constructor(name: string, text: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions) {
        super("fake:index:Thing", name, { text }, opts);
    }
}

const NEVER = new Promise<void>(() => undefined);

/** Keeps each thing as a file `<name>` of `folder`; the text "slow" is done once `slow` says so. */
export function fakeProvider(folder: string, slow: Promise<void> = NEVER): Provider {
    mkdirSync(folder, { recursive: true });
    return {
        name: "fake",
        version: "1.0.0",
        check: ({ news }) => ({
            inputs: news,
            failures:
                news.text === "forbidden"
                    ? [{ property: "text", reason: 'must not be "forbidden"' }]
                    : [],
        }),
        diff: ({ oldInputs, news }) => ({
            changed: oldInputs.text === news.text ? [] : ["text"],
            replaces: [],
        }),
        create: async ({ name, inputs, preview }) => {
            if (!preview) {
                writeFileSync(join(folder, name), String(inputs.text));
                if (inputs.text === "slow") {
                    await slow;
                }
            }
            return { id: name, outputs: inputs };
        },
        update: ({ id, news, preview }) => {
            if (!preview) {
                writeFileSync(join(folder, id), String(news.text));
            }
            return Promise.resolve(news);
        },
        read: ({ id, inputs, state }) =>
            Promise.resolve(
                existsSync(join(folder, id)) ? { id, inputs, outputs: state } : undefined,
            ),
        delete: ({ id }) => {
            rmSync(join(folder, id), { force: true });
            return Promise.resolve();
        },
        invoke: () => Promise.reject(new Error("the fake provider has no data sources")),
    };
}

/** The things that exist. */
export function things(dir: string): string[] {
    return readdirSync(join(dir, "things")).sort();
}

export function temporaryFolder(): string {
    return mkdtempSync(join(tmpdir(), "pii-engine-"));
}

let cli: Promise<Cli> | undefined;

export function testCli(): Promise<Cli> {
    cli ??= findCli({ report: () => undefined });
    return cli;
}

/** What an engine needs, where `provider` is the only one. */
export async function around(provider: Provider): Promise<Surroundings> {
    return { providers: [await serve(provider)], config: {}, close: () => undefined };
}

/** An engine with one project of `program`, whose things are kept below `dir`. */
export async function openFake(
    dir: string,
    program: () => void,
    options: Partial<EngineOptions> = {},
): Promise<Engine> {
    return openEngine({
        dir,
        what: "a test",
        environment: "dev",
        cli: await testCli(),
        projects: [{ name: "fake", settings: {}, program: () => Promise.resolve().then(program) }],
        start: () => around(fakeProvider(join(dir, "things"))),
        reconcile: () => Promise.resolve(),
        report: () => undefined,
        ...options,
    });
}
