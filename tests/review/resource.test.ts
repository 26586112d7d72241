import assert from "node:assert/strict";
import { logicalName, readStates } from "../../review/resource";

const URN = "urn:pulumi:dev::project::pii:network:PrivateNetwork$aws:ec2/vpc:Vpc::main";

describe("resources of exported states", () => {
    it("are those of all the stacks, without what only waits to be deleted", () => {
        const vpc = { urn: URN, type: "aws:ec2/vpc:Vpc", id: "vpc-1", parent: "urn:p" };
        const component = { urn: `${URN}-of`, type: "pii:network:PrivateNetwork" };
        const read = readStates(
            { version: 3, deployment: { resources: [{ ...vpc, inputs: { a: 1 }, custom: true }] } },
            { version: 3, deployment: { resources: [component, { ...vpc, delete: true }] } },
        );
        assert.deepEqual(read, [
            { ...vpc, inputs: { a: 1 }, outputs: {} },
            { ...component, inputs: {}, outputs: {} },
        ]);
    });

    it("are none for a stack that was never deployed", () => {
        assert.deepEqual(readStates({ version: 3, deployment: { manifest: {} } }), []);
    });

    it("are not guessed when there is no deployment", () => {
        assert.throws(
            () => readStates({ deployment: {} }, [vpcOnly()]),
            /^Error: state 2 holds no deployment; give what "pulumi stack export" wrote$/,
        );
    });

    it("are called by the last part of their URN", () => {
        assert.equal(logicalName({ urn: URN }), "main");
        assert.equal(logicalName({ urn: `${URN}::odd` }), "main::odd");
    });
});

function vpcOnly() {
    return { urn: URN, type: "aws:ec2/vpc:Vpc" };
}
