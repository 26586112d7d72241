import { AwsError, type Draft } from "../../cloud/model";

/** Refuses a second one of `type` in a region, or a further one of those that `same` picks. */
export function refuseSecond(
    { account, region, inputs }: Draft,
    type: string,
    refusal: { readonly code: string; readonly message: string },
    same: (other: Draft["inputs"], own: Draft["inputs"]) => boolean = () => true,
): void {
    const there = account
        .all(type)
        .find((entry) => entry.outputs.region === region && same(entry.inputs, inputs));
    if (there !== undefined) {
        throw new AwsError(refusal.code, `${refusal.message}: there is ${there.id}`);
    }
}
