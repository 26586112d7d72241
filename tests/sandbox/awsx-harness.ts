import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as awsx from "@pulumi/awsx";
import type * as pulumi from "@pulumi/pulumi";
import { awsCatalogue } from "../../sandbox/aws/catalogue";
import { serveAwsx } from "../../sandbox/awsx/serve";
import { Account } from "../../sandbox/cloud/account";
import type { Backends } from "../../sandbox/cloud/backends";
import { CloudProvider } from "../../sandbox/cloud/provider";
import type { Props, Provider } from "../../sandbox/provider/provider";
import { serve, type Served } from "../../sandbox/provider/serve";
import { deploy, type Deployed } from "../support/engine";

/** Outputs of the component that {@link AwsxEngine.up} hands on. */
export const OUTPUTS = [
    "vpcId",
    "publicSubnetIds",
    "privateSubnetIds",
    "isolatedSubnetIds",
    "subnetLayout",
] as const;

/** The aws stand-in, with a note of the inputs that each resource was registered with. */
class RecordingProvider extends CloudProvider {
    readonly registered = new Map<string, Props>();

    override check(request: Parameters<Provider["check"]>[0]) {
        this.registered.set(request.urn, request.news);
        return super.check(request);
    }
}

/** The stand-ins of aws and awsx, served to the real engine; hooks of mocha start and end them. */
export class AwsxEngine {
    provider!: RecordingProvider;
    #folder!: string;
    #served: Served[] = [];

    async start(): Promise<void> {
        this.#folder = mkdtempSync(join(tmpdir(), "pii-platform-awsx-"));
        const account = new Account(join(this.#folder, "account.json"), "123456789012");
        const none = {} as Backends;
        this.provider = new RecordingProvider("aws", "7.48.0", awsCatalogue, account, none);
        this.#served = [await serve(this.provider), await serveAwsx()];
    }

    end(): void {
        for (const one of this.#served) {
            one.close();
        }
        rmSync(this.#folder, { recursive: true, force: true });
    }

    /** Deploys one VPC "main". */
    up(args: awsx.ec2.VpcArgs, opts?: pulumi.ComponentResourceOptions): Promise<Deployed> {
        return deploy(
            () => {
                const vpc = new awsx.ec2.Vpc("main", args, opts);
                return Promise.resolve(
                    Object.fromEntries(OUTPUTS.map((output) => [output, vpc[output]])),
                );
            },
            this.#served,
            { "aws:region": "eu-west-1" },
        );
    }
}

/** Logical name of a resource. */
export function nameOf(urn: string): string {
    return urn.split("::")[3] ?? "";
}
