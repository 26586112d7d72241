import type { Props, Sample } from "../support";

/** A key of our own. */
export const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";

/** A resource whose properties are those that its SDK asks for. */
export function resource<Args extends object>(
    type: string,
    name: string,
    props: Args,
): Sample & { readonly props: Args } {
    return { type, name, props: props as Args & Props };
}

/** What AWS tells of a resource that is made. */
export interface Output {
    readonly arn: string;
}

/** A policy document of these statements. */
export function document(...statements: object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
