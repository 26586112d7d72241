import type { Entry } from "../../cloud/account";
import type { Draft } from "../../cloud/model";
import { INSTANCE } from "./types";

/** The instances of the cluster with that id, the writer first. */
export function membersOf({ account, id }: Pick<Draft, "account" | "id">): Entry[] {
    return account.all(INSTANCE).filter(({ inputs }) => inputs.clusterIdentifier === id);
}
