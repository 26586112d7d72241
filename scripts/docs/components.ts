import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT } from "../../sandbox/platform/repository";

/** A component of `infra/`. */
export interface Component {
    /** Its class, such as `AuroraCluster`; of a function that a program calls, its file. */
    readonly name: string;
    /** Path from the repository's top. */
    readonly file: string;
}

/** What the VPC of awsx makes of its own. */
const OF_AWSX: Readonly<Record<string, readonly string[]>> = {
    "awsx:ec2:Vpc": [
        "aws:ec2/vpc:Vpc",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/route:Route",
        "aws:ec2/eip:Eip",
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/internetGateway:InternetGateway",
    ],
};

/**
 * The components that make resources, by the type of those, as their sources say: in the file of
 * the component, or in one that it imports and that has no component.
 */
export function componentsByType(): Map<string, Component[]> {
    const sources = new Map(
        readdirSync(join(ROOT, "infra"), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts"))
            .sort()
            .map((file) => [join("infra", file), readFileSync(join(ROOT, "infra", file), "utf8")]),
    );
    const users = usersOf(sources);
    const found = new Map<string, Component[]>();
    for (const [file, text] of sources) {
        const makers = makersOf(file, sources, users);
        // A program calls it.
        const orphan = { name: basename(file, ".ts"), file };
        for (const type of typesIn(text)) {
            const known = found.get(type) ?? [];
            const names = known.map(({ name }) => name);
            const more = makers.length === 0 ? [orphan] : makers;
            found.set(type, [...known, ...more.filter(({ name }) => !names.includes(name))]);
        }
    }
    return found;
}

/** The files that import each file. */
function usersOf(sources: ReadonlyMap<string, string>): Map<string, string[]> {
    const users = new Map<string, string[]>();
    for (const [user, text] of sources) {
        for (const [, specifier = ""] of text.matchAll(/from "(\.[^"]+)"/g)) {
            const file = `${join(dirname(user), specifier)}.ts`;
            users.set(file, [...(users.get(file) ?? []), user]);
        }
    }
    return users;
}

/** The component of the file, else those of the files that import it. */
function makersOf(
    file: string,
    sources: ReadonlyMap<string, string>,
    users: ReadonlyMap<string, readonly string[]>,
): Component[] {
    const made = [...(sources.get(file) ?? "").matchAll(/super\(\s*"pii:\w+:(\w+)"/g)];
    return made.length > 0
        ? made.map(([, name = ""]) => ({ name, file }))
        : (users.get(file) ?? []).flatMap((user) => makersOf(user, sources, users));
}

/**
 * Type tokens of what is made: `new aws.rds.Cluster(` makes `aws:rds/cluster:Cluster`. A class may
 * also be chosen of two, each on a line of its own.
 */
function typesIn(text: string): string[] {
    const made = [
        ...text.matchAll(/(?:new |^\s*[?:] )(aws|awsx|postgresql)\.(?:(\w+)\.)?([A-Z]\w*)/gm),
    ];
    return made.flatMap(([, provider = "", module = "index", name = ""]) => {
        const type =
            provider === "awsx"
                ? `awsx:${module}:${name}`
                : `${provider}:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
        return OF_AWSX[type] ?? [type];
    });
}
