import { parseCidr } from "../../infra/cidr";
import { compileAcls } from "../../infra/network/acl-entries";
import { numbered } from "../../infra/network/acl-rule-numbers";
import { type FlowMatrix, flowMatrix } from "../../infra/network/flow-matrix";
import { compileRules } from "../../infra/network/security-rules";
import { monthlyCost, sumByKind } from "../../review/costs/monthly-cost";
import { plainTable } from "../../sandbox/cli/plain-table";
import { readSettings } from "../../sandbox/platform/settings";
import { ROOT } from "../../sandbox/platform/repository";
import { rehearsedResources } from "../rehearsal";
import { add, type Figures, print, ratio } from "./figures";

const SIZES = [10, 100, 1_000];

/** Compiles matrices of more and more flows; near linear means that the ratios are near ten. */
export function matrixFigures(rounds: number): void {
    const figures: Figures = new Map();
    const vpc = parseCidr("10.16.0.0/16");
    const compile = (matrix: FlowMatrix) => {
        compileRules(matrix);
        for (const { ingress, egress } of Object.values(compileAcls(matrix, vpc))) {
            numbered(ingress);
            numbered(egress);
        }
    };
    const matrices = SIZES.map((size) => ({ size, matrix: syntheticMatrix(size) }));
    for (const { matrix } of matrices) {
        // The first time is the compiler's, not ours.
        compile(matrix);
    }
    for (let round = 0; round < rounds * 10; round++) {
        for (const { size, matrix } of matrices) {
            const start = performance.now();
            compile(matrix);
            add(figures, `${size} flows, ms`, performance.now() - start);
        }
    }
    print("flow matrix to rules and ACL entries", figures);
    ratio(figures, "100 flows, ms", "10 flows, ms");
    ratio(figures, "1000 flows, ms", "100 flows, ms");
}

/** A matrix with so many flows beside the platform's own: ten ports, and peers as many as it takes. */
function syntheticMatrix(size: number): FlowMatrix {
    const peers = Array.from({ length: Math.ceil(size / 10) + 1 }, (_, i) => `peer-${i}`);
    const flows = Array.from({ length: size }, (_, i) => ({
        from: peers[Math.floor(i / 10)] ?? "",
        to: peers[Math.floor(i / 10) + 1] ?? "",
        port: 8000 + (i % 10),
        why: "a synthetic flow",
    }));
    return flowMatrix({
        auroraTier: "isolated",
        exits: { ipv4: false, ipv6: false },
        peers: Object.fromEntries(peers.map((peer) => [peer, "private"])),
        flows,
        allowedCidrs: [],
    });
}

/** What a zone more makes of the network: its resources, and its bill without traffic. */
export async function zoneFigures(): Promise<void> {
    const zones = ["a", "b", "c"].map((letter) => `eu-west-1${letter}`);
    const { cidrBlock } = readSettings(ROOT, "prod")["pii:network"] as { cidrBlock: string };
    const table = plainTable(["prod's network", "zones", "resources", "USD a month, fixed", "of"]);
    for (const nat of ["none", "perZone"]) {
        for (const count of [2, 3]) {
            const availabilityZones = zones.slice(0, count);
            const resources = await rehearsedResources("prod", {
                "pii:network": { cidrBlock, availabilityZones, nat },
            });
            const own = resources.filter(({ urn }) => urn.includes("::pii-network::"));
            const { usd, lines } = monthlyCost(own);
            table.push([
                `nat ${nat}`,
                String(count),
                String(own.length),
                usd.toFixed(0),
                sumByKind(lines)
                    .map((sum) => `${sum.count} ${sum.what}`)
                    .join(", "),
            ]);
        }
    }
    console.log(`\n${table.toString()}`);
}
