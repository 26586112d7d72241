import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clients, clientsOf } from "../../operations/emergency/clients";
import { type Api, serveApi } from "../../sandbox/api/serve";
import { Account } from "../../sandbox/cloud/account";
import type { Props } from "../../sandbox/provider/provider";

export const ACCOUNT_ID = "111122223333";

/** A simulated account in eu-west-1, and the SDK's own clients of it. */
export class Stage {
    readonly #root = mkdtempSync(join(tmpdir(), "pii-api-"));
    readonly account = new Account(join(this.#root, "account.json"), ACCOUNT_ID);
    /** What was asked of the database's servers. */
    readonly asked: string[] = [];
    clients!: Clients;
    #api!: Api;

    async open(): Promise<void> {
        const note = (what: string) => {
            this.asked.push(what);
            return Promise.resolve();
        };
        this.#api = await serveApi(this.account, {
            reboot: (id) => note(`reboot ${id}`),
            setMasterPassword: (id, password) => note(`${password} for ${id}`),
        });
        this.clients = this.clientsIn("eu-west-1");
    }

    clientsIn(region: string): Clients {
        const credentials = { accessKeyId: "test", secretAccessKey: "test" };
        return clientsOf(region, { endpoint: this.#api.endpoint, credentials });
    }

    close(): void {
        this.#api.close();
        rmSync(this.#root, { recursive: true, force: true });
    }

    put(type: string, id: string, inputs: Props, outputs: Props = inputs): void {
        const urn = `urn:pulumi:prod::x::${type}::${id}`;
        this.account.put({ type, id, urn, inputs, outputs });
    }

    group(id: string): string {
        this.put("aws:ec2/securityGroup:SecurityGroup", id, { name: id, vpcId: "vpc-1" });
        return id;
    }
}

/** What the SDK throws. */
export async function refused(name: string, work: Promise<unknown>): Promise<void> {
    await assert.rejects(work, { name });
}
