import "reflect-metadata";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import { join } from "node:path";
import {
    BasicConstraintsExtension,
    cryptoProvider,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    PemConverter,
    SubjectAlternativeNameExtension,
    X509Certificate,
    X509CertificateGenerator,
} from "@peculiar/x509";

cryptoProvider.set(globalThis.crypto);

const KEYS = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const ISSUER = "CN=pii-platform sandbox CA";
const YEARS = 10;

/** A certificate with its private key, both as PEM text. */
export interface Identity {
    readonly certificate: string;
    readonly key: string;
}

/** The file in `dir` with the certificate of the sandbox's own authority. */
export function caFileIn(dir: string): string {
    return join(dir, "ca.pem");
}

/** Makes the authority of `dir`, unless it is there. Not for two processes at once. */
export async function ensureAuthority(dir: string): Promise<void> {
    if (existsSync(caFileIn(dir))) {
        return;
    }
    const keys = await webcrypto.subtle.generateKey(KEYS, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.createSelfSigned({
        name: ISSUER,
        keys,
        signingAlgorithm: KEYS,
        ...validity(),
        extensions: [
            new BasicConstraintsExtension(true, undefined, true),
            new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        ],
    });
    writeFileSync(keyFile(dir), await pem(keys.privateKey), { mode: 0o600 });
    // Last, because it says that the authority is whole.
    writeFileSync(caFileIn(dir), certificate.toString("pem"));
}

/** A certificate of `dir`'s authority for a server at loopback that is also called `hostnames`. */
export async function serverIdentity(dir: string, hostnames: readonly string[]): Promise<Identity> {
    const authority = new X509Certificate(readFileSync(caFileIn(dir), "utf8"));
    const signingKey = await webcrypto.subtle.importKey(
        "pkcs8",
        PemConverter.decodeFirst(readFileSync(keyFile(dir), "utf8")),
        KEYS,
        false,
        ["sign"],
    );
    const keys = await webcrypto.subtle.generateKey(KEYS, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.create({
        subject: "CN=localhost",
        issuer: authority.subject,
        publicKey: keys.publicKey,
        signingKey,
        signingAlgorithm: KEYS,
        ...validity(),
        extensions: [
            new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
            new SubjectAlternativeNameExtension([
                ...["localhost", ...hostnames].map((value) => ({ type: "dns" as const, value })),
                { type: "ip", value: "127.0.0.1" },
            ]),
        ],
    });
    return { certificate: certificate.toString("pem"), key: await pem(keys.privateKey) };
}

function keyFile(dir: string): string {
    return join(dir, "ca.key");
}

function validity() {
    const notBefore = new Date();
    const notAfter = new Date(notBefore);
    notAfter.setFullYear(notBefore.getFullYear() + YEARS);
    return { notBefore, notAfter };
}

async function pem(key: webcrypto.CryptoKey): Promise<string> {
    return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
