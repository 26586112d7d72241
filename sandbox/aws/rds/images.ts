import type { Entry } from "../../cloud/account";
import type { Draft } from "../../cloud/model";
import { IMAGE } from "./types";

type Owner = Pick<Draft, "account" | "backends" | "urn">;

/** Image of a snapshot. */
export const snapshotImage = (id: string): string => `snapshot-${id}`;

/** Image of the automated backups that outlive a cluster, by its resource id. */
export const backupImage = (resourceId: string): string => `backup-${resourceId.toLowerCase()}`;

/** Image that a cluster begins with, until it has its first instance. */
export const originImage = (clusterId: string): string => `origin-${clusterId}`;

/** Keeps what the cluster holds at this moment: its description and its data. */
export async function keepImage(
    { account, backends, urn }: Owner,
    cluster: Pick<Entry, "id" | "outputs">,
    image: string,
): Promise<void> {
    const hasData = await backends.postgres.save(cluster.id, image);
    const outputs = { ...cluster.outputs, hasData };
    account.put({ type: IMAGE, id: image, urn, inputs: {}, outputs });
}

/** Forgets an image, if there is one of that name. */
export async function dropImage(
    { account, backends }: Omit<Owner, "urn">,
    image: string,
): Promise<void> {
    if (account.get(IMAGE, image) !== undefined) {
        await backends.postgres.forget(image);
        account.remove(IMAGE, image);
    }
}
