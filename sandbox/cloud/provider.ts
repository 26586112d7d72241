import { isDeepStrictEqual } from "node:util";
import type { Props, Provider } from "../provider/provider";
import { UNKNOWN } from "../provider/unknown";
import type { Account, Entry } from "./account";
import type { Backends } from "./backends";
import { difference } from "./changes";
import { completed, failures, fieldsOf, references } from "./inputs";
import { AwsError, type Draft, type Existing, type Model } from "./model";

/** What a data source may look at. */
export interface InvokeContext {
    readonly account: Account;
    readonly region: string;
    readonly defaultTags: Props;
}

export interface Catalogue {
    readonly models: readonly Model[];
    /** Data sources by token, such as `aws:index/getCallerIdentity:getCallerIdentity`. */
    readonly invokes: Readonly<Record<string, (args: Props, context: InvokeContext) => Props>>;
}

/**
 * A provider that keeps resources in a simulated account, by the models of a catalogue.
 * A type or data source without a model is an error that says where to add one.
 */
export class CloudProvider implements Provider {
    readonly #models: ReadonlyMap<string, Model>;
    #settings: { region: string; defaultTags: Props } = { region: "", defaultTags: {} };

    constructor(
        readonly name: string,
        readonly version: string,
        private readonly catalogue: Catalogue,
        private readonly account: Account,
        private readonly backends: Backends,
    ) {
        this.#models = new Map(catalogue.models.map((model) => [model.type, model]));
    }

    configure(settings: Props): void {
        const region = settings.region;
        if (typeof region !== "string" || region === "") {
            throw new AwsError(
                "InvalidRegion",
                "the aws provider has no region; set aws:region in the stack's config",
            );
        }
        const allowed = parsed(settings.allowedAccountIds) as string[] | undefined;
        if (allowed !== undefined && !allowed.includes(this.account.accountId)) {
            throw new AwsError(
                "AccountNotAllowed",
                `the credentials are those of account ${this.account.accountId}, which is not among ` +
                    `aws:allowedAccountIds (${allowed.join(", ")})`,
            );
        }
        const defaults = parsed(settings.defaultTags) as { tags?: Props } | undefined;
        this.#settings = { region, defaultTags: defaults?.tags ?? {} };
    }

    check({ type, name, olds, news, randomSeed }: Parameters<Provider["check"]>[0]) {
        const model = this.#model(type);
        const inputs = completed(model, name, news, olds, randomSeed);
        const stays =
            Object.keys(olds).length > 0 && difference(model, olds, inputs).replaces.length === 0;
        return { inputs, failures: failures(model, inputs, stays ? olds : undefined) };
    }

    diff({ type, olds, oldInputs, news }: Parameters<Provider["diff"]>[0]) {
        const model = this.#model(type);
        // To say now what AWS has chosen before is no change.
        const chosen = Object.entries(news).filter(
            ([name, value]) =>
                oldInputs[name] === undefined && isDeepStrictEqual(olds[name], value),
        );
        const before = { ...oldInputs, ...Object.fromEntries(chosen) };
        const found = difference(model, before, news);
        const changed = new Set([...found.changed, ...(model.lags?.(olds, news) ?? [])]);
        return { ...found, changed: [...changed] };
    }

    async create({ urn, type, name, inputs, preview }: Parameters<Provider["create"]>[0]) {
        const model = this.#model(type);
        if (preview) {
            return {
                id: "",
                outputs: { ...this.#common(model, inputs), ...unknowns(model, inputs) },
            };
        }
        const draft = this.#draft(model, name, urn, inputs);
        const present = this.account.get(type, draft.id);
        if (present !== undefined && !(model.setting && present.urn === urn)) {
            throw new AwsError("AlreadyExists", `${type} "${draft.id}" already exists`);
        }
        this.#mustExist(model, inputs);
        model.refuse?.(draft);
        await model.onCreate?.(draft);
        const outputs = this.#outputs(model, draft);
        this.account.put({ type, id: draft.id, urn, inputs, outputs });
        return { id: draft.id, outputs };
    }

    async update({
        urn,
        type,
        id,
        olds,
        oldInputs,
        news,
        preview,
    }: Parameters<Provider["update"]>[0]): Promise<Props> {
        const model = this.#model(type);
        if (preview) {
            const kept = stillTrue(model, olds);
            const enriched = (model.enriches ?? []).map((name) => [name, kept[name]] as const);
            const renewed = model.renews?.(oldInputs, news) ?? [];
            return {
                ...kept,
                ...this.#common(model, news),
                ...Object.fromEntries(enriched),
                ...Object.fromEntries(renewed.map((name) => [name, UNKNOWN])),
            };
        }
        const entry = this.#entry(type, id);
        this.#mustExist(model, news);
        const inputs = model.settled?.(entry.inputs, oldInputs, news) ?? news;
        const after: Draft = { ...this.#existing(entry), inputs };
        model.refuse?.(after);
        await model.onUpdate?.(this.#existing(entry), after);
        const outputs = { ...stillTrue(model, entry.outputs), ...this.#outputs(model, after) };
        this.account.put({ type, id, urn, inputs, outputs });
        return outputs;
    }

    read({ type, id }: Parameters<Provider["read"]>[0]) {
        this.#model(type);
        return Promise.resolve(this.account.get(type, id));
    }

    async delete({ type, id }: Parameters<Provider["delete"]>[0]): Promise<void> {
        const model = this.#model(type);
        const entry = this.account.get(type, id);
        if (entry === undefined) {
            return;
        }
        await model.onDelete?.(this.#existing(entry));
        this.account.remove(type, id);
    }

    invoke(token: string, args: Props): Promise<Props> {
        const invoke = this.catalogue.invokes[token];
        if (invoke === undefined) {
            throw new Error(`the sandbox has no data source ${token}; add it in sandbox/aws`);
        }
        const { account } = this;
        const { defaultTags, region: own } = this.#settings;
        const region = typeof args.region === "string" ? args.region : own;
        return Promise.resolve(invoke(args, { account, region, defaultTags }));
    }

    #model(type: string): Model {
        const model = this.#models.get(type);
        if (model === undefined) {
            throw new Error(`the sandbox has no model of ${type}; add one in sandbox/aws`);
        }
        return model;
    }

    #entry(type: string, id: string): Entry {
        const entry = this.account.get(type, id);
        if (entry === undefined) {
            throw new AwsError("NotFound", `${type} "${id}" does not exist`);
        }
        return entry;
    }

    #draft(model: Model, name: string, urn: string, inputs: Props): Draft {
        const known = {
            name,
            urn,
            inputs,
            region: this.#region(inputs),
            account: this.account,
            backends: this.backends,
        };
        return { ...known, id: model.id(known) };
    }

    #existing({ id, urn, inputs, outputs }: Entry): Existing {
        return {
            id,
            name: urn.split("::").at(-1) ?? "",
            urn,
            inputs,
            outputs,
            region: this.#region(inputs),
            account: this.account,
            backends: this.backends,
        };
    }

    #region(inputs: Props): string {
        return typeof inputs.region === "string" ? inputs.region : this.#settings.region;
    }

    /** Outputs that are known as soon as the inputs are. */
    #common(model: Model, inputs: Props): Props {
        const tags = { ...this.#settings.defaultTags, ...(inputs.tags as Props | undefined) };
        return {
            ...inputs,
            region: this.#region(inputs),
            ...(model.untaggable ? {} : { tagsAll: tags }),
        };
    }

    #outputs(model: Model, draft: Draft): Props {
        const computed = Object.entries(model.outputs ?? {}).map(
            ([name, output]) => [name, output(draft)] as const,
        );
        return { ...this.#common(model, draft.inputs), ...Object.fromEntries(computed) };
    }

    #mustExist(model: Model, inputs: Props): void {
        for (const { path, type, by, value } of references(model, inputs)) {
            const found =
                by === "id" ? this.account.get(type, value) : this.account.find(type, by, value);
            if (found === undefined) {
                throw new AwsError("NotFound", `${path}: ${type} "${value}" does not exist`);
            }
        }
    }
}

/** An output that only repeats a given input is known; every other one is not. */
function unknowns(model: Model, inputs: Props): Props {
    const names = Object.keys(model.outputs ?? {}).filter(
        (name) => (inputs[name] === undefined) !== (model.enriches?.includes(name) === true),
    );
    return Object.fromEntries(names.map((name) => [name, UNKNOWN]));
}

/** Outputs of before an update, without those that only repeated an input that may be gone. */
function stillTrue(model: Model, outputs: Props): Props {
    const fields = fieldsOf(model);
    const kept = Object.entries(outputs).filter(
        ([name]) => fields[name] === undefined || model.outputs?.[name] !== undefined,
    );
    return Object.fromEntries(kept);
}

/** Provider settings that are no strings arrive as JSON text. */
function parsed(setting: unknown): unknown {
    return typeof setting === "string" && setting !== "" ? JSON.parse(setting) : setting;
}
