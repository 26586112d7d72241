import { SECURITY_GROUP } from "../aws/ec2/types";
import { Refusal } from "../aws/secretsmanager/endpoint";
import type { Account, Entry } from "../cloud/account";
import type { Backends } from "../cloud/backends";
import type { Props } from "../provider/provider";

export { Refusal };

/** What an operation works on. */
export interface Call {
    readonly account: Account;
    readonly region: string;
    /** As the service's API names it; lists are lists. */
    readonly input: Props;
    readonly postgres: Pick<Backends["postgres"], "reboot" | "setMasterPassword">;
}

/** Operations of a service by their names, as far as commands of this repository call them. */
export type Service = Readonly<Record<string, (call: Call) => Props | Promise<Props>>>;

/** Changes what is there as somebody beside Pulumi would: inputs and outputs alike. */
export function change(account: Account, entry: Entry, changes: Props): void {
    account.put({
        ...entry,
        inputs: { ...entry.inputs, ...changes },
        outputs: { ...entry.outputs, ...changes },
    });
}

/**
 * What is there of that type and id in the region of the call.
 * @param code of AWS's error where there is none
 */
export function existing(
    { account, region }: Pick<Call, "account" | "region">,
    type: string,
    id: unknown,
    code: string,
): Entry {
    const entry = account.get(type, String(id));
    if (entry === undefined || (entry.outputs.region ?? region) !== region) {
        throw new Refusal(code, `${String(id)} not found in ${region}`, 404);
    }
    return entry;
}

/** Refuses to change what AWS is changing, or has stopped. @param code of AWS's error */
export function refuseBusy({ id, outputs }: Entry, code: string): void {
    const { status = AVAILABLE } = outputs;
    if (status !== AVAILABLE) {
        throw new Refusal(code, `${id} is ${String(status)}`);
    }
}

const AVAILABLE = "available";

/** Ids of groups, of which each must be there. @param code of AWS's error where one is not */
export function groupsIn({ account }: Pick<Call, "account">, value: unknown, code: string) {
    const ids = (value ?? []) as string[];
    const missing = ids.filter((id) => account.get(SECURITY_GROUP, id) === undefined);
    if (missing.length > 0) {
        throw new Refusal(code, `there is no security group ${missing.join(", ")}`);
    }
    return ids;
}

/** Where somebody beside Pulumi made something. */
export const BY_HAND = "by hand";
