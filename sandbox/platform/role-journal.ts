import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import type { Deployment } from "../engine/state";
import type { Provider } from "../provider/provider";
import type { Master } from "./master";

const ROLE = "postgresql:index/role:Role";

/**
 * The postgresql provider, which notes down in `file` each role before it makes it. A role that was
 * made while the engine was killed is in no state, and PostgreSQL refuses to make it again; the
 * names tell it from roles that the user made.
 */
export function journaled(provider: Provider, file: string): Provider {
    const create: Provider["create"] = (request) => {
        if (request.type === ROLE && !request.preview) {
            appendFileSync(file, `${String(request.inputs.name)}\n`);
        }
        return provider.create(request);
    };
    return new Proxy(provider, {
        get: (target, key) => {
            const value: unknown = key === "create" ? create : Reflect.get(target, key);
            return typeof value === "function" ? (value.bind(target) as unknown) : value;
        },
    });
}

/** Drops the roles that are noted down in `file` and in no state. */
export async function dropOrphanRoles(
    provider: Provider,
    file: string,
    master: (Master & { readonly caFile: string }) | undefined,
    states: readonly Deployment[],
    report: (line: string) => void,
): Promise<void> {
    const noted = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    const known = states.flatMap(({ resources = [] }) =>
        resources.filter(({ type }) => type === ROLE).map(({ id }) => id),
    );
    const orphans = new Set(noted.filter((name) => name !== "" && !known.includes(name)));
    if (master !== undefined && orphans.size > 0) {
        await provider.configure?.({
            host: master.host,
            port: String(master.port),
            database: master.database,
            username: master.user,
            password: master.password,
            superuser: "false",
            sslmode: "verify-full",
            sslrootcert: master.caFile,
        });
        for (const name of orphans) {
            const role = { urn: "", type: ROLE, id: name, state: { name } };
            if ((await provider.read({ ...role, inputs: { name } })) !== undefined) {
                report(`dropping the role ${name}: an earlier run was killed while it was made`);
                await provider.delete(role);
            }
        }
    }
    rmSync(file, { force: true });
}
