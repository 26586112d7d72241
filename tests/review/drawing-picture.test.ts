import assert from "node:assert/strict";
import fc from "fast-check";
import { readNetwork } from "../../review/drawing/network";
import { drawNetwork } from "../../review/drawing/picture";
import { flow, group, NETWORK, resource, rule, subnet } from "./drawn-network";

/** What a reader of the picture sees. */
function textsOf(svg: string): string[] {
    return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) =>
        text
            .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
            .replaceAll("\u00a0", " ")
            .trim(),
    );
}

describe("the picture", () => {
    it("shows the network, its subnets, groups, services and ports", async () => {
        const texts = textsOf(await drawNetwork(readNetwork(NETWORK), "dev"));
        for (const expected of [
            "Network net",
            "dev  ·  eu-west-1  ·  10.0.0.0/16",
            "private",
            "isolated",
            "10.0.8.0/21",
            "eu-west-1b",
            "app",
            "5432",
            "s3",
            "gateway endpoint",
            "ssmmessages",
            "nothing wears them yet",
        ]) {
            assert.ok(texts.includes(expected), `${expected} is not in ${texts.join(", ")}`);
        }
        assert.ok(!texts.some((text) => text.startsWith("only one of the two ends")));
    });

    it("has an arrow for each flow, which says why", async () => {
        const svg = await drawNetwork(readNetwork(NETWORK), "dev");
        assert.equal(svg.match(/class="edge"/g)?.length, 3);
        assert.match(svg, /xlink:title="app to s3, 443: app to s3: artifacts"/);
    });

    it("explains dashed arrows where there are some", async () => {
        const [egress] = flow("db", "app", 80);
        assert.ok(egress);
        const svg = await drawNetwork(readNetwork([...NETWORK, egress]), "dev");
        assert.match(svg, /stroke-dasharray/);
        assert.ok(textsOf(svg).includes("only one of the two ends allows it: nothing passes"));
    });

    it("shows NAT gateways, the internet, and the last day of who may enter", async () => {
        const svg = await drawNetwork(
            readNetwork([
                ...NETWORK,
                subnet("Public", "eu-west-1a", "10.0.128.0/21"),
                resource("aws:ec2/natGateway:NatGateway", "n", "nat-1", {
                    subnetId: "subnet-Public-eu-west-1a",
                }),
                rule("Egress", "app", 443, { cidrIpv4: "0.0.0.0/0" }),
                rule("Ingress", "app", 443, {
                    cidrIpv4: "10.9.0.0/24",
                    description: "office until 2030-12-31",
                }),
            ]),
            "dev",
        );
        for (const expected of ["NAT gateway", "the internet", "10.9.0.0/24", "until 2030-12-31"]) {
            assert.ok(textsOf(svg).includes(expected), expected);
        }
    });

    it("says which host is the way in", async () => {
        const host = resource("aws:ec2/instance:Instance", "h", "i-1", {
            subnetId: "subnet-Private-eu-west-1a",
            vpcSecurityGroupIds: ["sg-admin"],
        });
        const texts = textsOf(await drawNetwork(readNetwork([...NETWORK, host]), "dev"));
        assert.ok(texts.includes("way in: Session Manager"), texts.join(", "));
    });

    it("is the same in whatever order the resources come", async () => {
        const picture = await drawNetwork(readNetwork(NETWORK), "dev");
        await fc.assert(
            fc.asyncProperty(
                fc.shuffledSubarray(NETWORK, { minLength: NETWORK.length }),
                async (shuffled) => {
                    assert.equal(await drawNetwork(readNetwork(shuffled), "dev"), picture);
                },
            ),
            { numRuns: 10 },
        );
    });

    it("takes names that mean something in SVG, HTML and Graphviz", async () => {
        const name = `a"b<c>&amp;\\d]`;
        const strange = group(name);
        const svg = await drawNetwork(readNetwork([...NETWORK, strange]), "dev");
        assert.ok(svg.includes("a&quot;b&lt;c&gt;&amp;amp;\\d]</text>"), svg);
    });
});
