import assert from "node:assert/strict";
import type { PolicyResource } from "@pulumi/policy";
import { Stack } from "../../policy/resource";

interface Node {
    type: string;
    props: object;
    madeFrom?: Record<string, PolicyResource[]>;
}

/** A resource as the SDK hands it out, where every property is known. */
function node(name: string, { type, props, madeFrom = {} }: Node): PolicyResource {
    return {
        type,
        name,
        urn: `urn:pulumi:s::p::${type}::${name}`,
        props,
        opts: {},
        dependencies: [],
        propertyDependencies: madeFrom,
    } as unknown as PolicyResource;
}

describe("links between resources", () => {
    const group = (name: string, props: object) => node(name, { type: "group", props });
    const groups = [group("a", { id: "sg-1" }), group("b", { id: "sg-2" }), group("c", {})];
    const linksOf = (property: string, props: object, madeFrom = {}) => {
        const stack = new Stack([...groups, node("user", { type: "user", props, madeFrom })]);
        const links = stack.links(["user"], property, ["group"], ["id"]);
        const [user] = stack.of("user");
        assert.ok(user);
        const named = links.from(user);
        for (const target of stack.of("group")) {
            assert.deepEqual(links.to(target), named.includes(target) ? [user] : []);
        }
        return named.map(({ name }) => name);
    };

    it("are those of one value", () => {
        assert.deepEqual(linksOf("groupId", { groupId: "sg-2" }), ["b"]);
        assert.deepEqual(linksOf("groupId", { groupId: "sg-3" }), []);
        assert.deepEqual(linksOf("groupId", {}), []);
    });

    it("are those of each value of a list, also one inside of a property", () => {
        assert.deepEqual(linksOf("groupIds", { groupIds: ["sg-2", "sg-1", "sg-2"] }), ["b", "a"]);
        assert.deepEqual(linksOf("network.groups", { network: { groups: ["sg-1"] } }), ["a"]);
    });

    it("go by what a property was made from only where a value is not known", () => {
        const [a, , c] = groups;
        const madeFrom = { network: [a, c] };
        assert.deepEqual(linksOf("network.group", { network: { group: "sg-2" } }, madeFrom), [
            "b",
            "c",
        ]);
        assert.deepEqual(linksOf("network.group", { network: {} }, madeFrom), []);
        const unknown = new Proxy(["sg-2", ""], {
            get: (list, index) => {
                if (index === "1") {
                    throw new Error("not known");
                }
                return Reflect.get(list, index) as unknown;
            },
        });
        assert.deepEqual(linksOf("network.group", { network: { group: unknown } }, madeFrom), [
            "b",
            "a",
            "c",
        ]);
    });
});
