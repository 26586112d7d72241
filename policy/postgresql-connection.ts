import type { Inspected } from "./inspect";

/** Ways of connecting that bring their own TLS and check the server, whatever sslmode says. */
const SCHEMES: readonly unknown[] = ["awspostgres", "gcppostgres"];

/** A violation unless the sslmode of a provider passes; its old spelling is `sslMode`. */
export function sslmodeMust(
    provider: Inspected,
    test: (mode: string | undefined) => boolean,
    message: (got: string) => string,
): void {
    if (SCHEMES.includes(provider.read("scheme"))) {
        return;
    }
    const spelling = provider.has("sslmode") ? "sslmode" : "sslMode";
    provider.must(spelling, (mode) => test(typeof mode === "string" ? mode : undefined), message);
}
