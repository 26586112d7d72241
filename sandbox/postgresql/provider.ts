import { isDeepStrictEqual } from "node:util";
import { difference } from "../cloud/changes";
import { completed, failures } from "../cloud/inputs";
import type { Props, Provider } from "../provider/provider";
import { UNKNOWN } from "../provider/unknown";
import { databaseResource } from "./database";
import { defaultPrivilegesResource } from "./default-privileges";
import { extensionResource } from "./extension";
import { grantResource } from "./grant";
import { grantRoleResource } from "./grant-role";
import type { Resource } from "./resource";
import { roleResource } from "./role";
import { schemaResource } from "./schema";
import { Server } from "./server";
import { Settings } from "./settings";

const RESOURCES = new Map(
    [
        databaseResource,
        defaultPrivilegesResource,
        extensionResource,
        grantResource,
        grantRoleResource,
        roleResource,
        schemaResource,
    ].map((resource) => [resource.type, resource]),
);

/**
 * Stands in for the postgresql provider, whose plugin may be missing: it does the real thing by
 * SQL, with the statements, locks and limits of the real one.
 *
 * Like the real one it takes turns where that does (grants and default privileges on one role or
 * owner, databases) and nowhere else. What collides on AWS collides here too, and the error says
 * to chain the resources; a stand-in that put everything in line would hide a missing `dependsOn`.
 */
export function postgresqlProvider(): Provider {
    return new PostgresqlProvider();
}

class PostgresqlProvider implements Provider {
    readonly name = "postgresql";
    readonly version = "3.18.1";
    #server: Server | undefined;

    configure(settings: Props): void {
        this.#server = new Server(new Settings(settings));
    }

    check({ type, name, olds, news, randomSeed }: Parameters<Provider["check"]>[0]) {
        const resource = resourceOf(type);
        const inputs = completed(resource, name, news, olds, randomSeed);
        for (const set of resource.sets ?? []) {
            if (Array.isArray(inputs[set])) {
                inputs[set] = [...new Set(inputs[set] as unknown[])].sort();
            }
        }
        return { inputs, failures: failures(resource, inputs) };
    }

    /** Compares with what was read after the last change, as the real one does: drift shows. */
    diff({ type, olds, oldInputs, news }: Parameters<Provider["diff"]>[0]) {
        const resource = resourceOf(type);
        const found = Object.keys(resource.fields)
            .filter((field) => olds[field] !== undefined && news[field] !== undefined)
            .map((field) => [field, olds[field]]);
        const before = { ...stored(resource, oldInputs), ...Object.fromEntries(found) } as Props;
        return difference(resource, before, stored(resource, news));
    }

    async create({ type, inputs, preview }: Parameters<Provider["create"]>[0]) {
        const resource = resourceOf(type);
        if (preview) {
            const unknown = (resource.computed ?? []).map((name) => [name, UNKNOWN]);
            return {
                id: "",
                outputs: { ...Object.fromEntries(unknown), ...stored(resource, inputs) } as Props,
            };
        }
        const server = this.#connected();
        await resource.create(server, inputs);
        return {
            id: resource.id(inputs, server),
            outputs: await this.#outputs(resource, inputs),
        };
    }

    async update({
        type,
        olds,
        oldInputs,
        news,
        preview,
    }: Parameters<Provider["update"]>[0]): Promise<Props> {
        const resource = resourceOf(type);
        if (preview) {
            return { ...olds, ...stored(resource, news) };
        }
        const changed = (name: string) =>
            !isDeepStrictEqual(oldInputs[name] ?? null, news[name] ?? null);
        await resource.update?.(this.#connected(), news, oldInputs, changed);
        return this.#outputs(resource, news);
    }

    async read({ type, id, inputs }: Parameters<Provider["read"]>[0]) {
        const resource = resourceOf(type);
        const known = Object.keys(inputs).length > 0 ? inputs : imported(resource, id);
        const actual = await resource.read(this.#connected(), known);
        if (actual === undefined) {
            return undefined;
        }
        const drifted = Object.entries(actual).filter(
            ([name, value]) =>
                known[name] !== undefined ||
                !(isEmpty(value) || (resource.computed ?? []).includes(name)),
        );
        return {
            id,
            inputs: { ...known, ...Object.fromEntries(drifted) },
            outputs: { ...stored(resource, known), ...actual },
        };
    }

    async delete({ type, state }: Parameters<Provider["delete"]>[0]): Promise<void> {
        await resourceOf(type).delete(this.#connected(), state);
    }

    invoke(token: string): Promise<Props> {
        return Promise.reject(
            new Error(`the sandbox has no data source ${token}; add it in sandbox/postgresql`),
        );
    }

    async #outputs(resource: Resource, inputs: Props): Promise<Props> {
        const actual = await resource.read(this.#connected(), inputs);
        return { ...stored(resource, inputs), ...actual };
    }

    #connected(): Server {
        if (this.#server === undefined) {
            throw new Error("the postgresql provider has not been configured");
        }
        return this.#server;
    }
}

function resourceOf(type: string): Resource {
    const resource = RESOURCES.get(type);
    if (resource === undefined) {
        throw new Error(`the sandbox has no model of ${type}; add one in sandbox/postgresql`);
    }
    return resource;
}

function imported({ type, parse }: Resource, id: string): Props {
    const inputs = parse?.(id);
    if (inputs === undefined) {
        throw new Error(`${type} "${id}" cannot be imported`);
    }
    return inputs;
}

/** What of `inputs` may be kept. */
function stored({ writeOnly = [] }: Resource, inputs: Props): Props {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => !writeOnly.includes(name)));
}

function isEmpty(value: unknown): boolean {
    return (
        value === undefined ||
        value === null ||
        value === "" ||
        value === 0 ||
        (Array.isArray(value) && value.length === 0)
    );
}
