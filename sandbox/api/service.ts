import type { Account } from "../cloud/account";
import type { Backends } from "../cloud/backends";
import type { Props } from "../provider/provider";

export { Refusal } from "../aws/secretsmanager/endpoint";

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
export function change(account: Account, type: string, id: string, changes: Props): void {
    const entry = account.get(type, id);
    if (entry !== undefined) {
        const { inputs, outputs } = entry;
        account.put({
            ...entry,
            inputs: { ...inputs, ...changes },
            outputs: { ...outputs, ...changes },
        });
    }
}

/** Where somebody beside Pulumi made something. */
export const BY_HAND = "by hand";
