import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { createSecureContext, TLSSocket } from "node:tls";
import {
    cryptoProvider,
    PemConverter,
    SubjectAlternativeNameExtension,
    X509CertificateGenerator,
} from "@peculiar/x509";
import { listen, type LoopbackServer } from "./servers";

cryptoProvider.set(globalThis.crypto);

/** A server with TLS whose certificate, its own authority, names `host`. */
export async function namedOtherwise(
    host: string,
): Promise<{ server: LoopbackServer; ca: string; heard: () => string }> {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.createSelfSigned({
        name: `CN=${host}`,
        keys,
        signingAlgorithm: algorithm,
        extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: host }])],
    });
    const ca = certificate.toString("pem");
    const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    const secureContext = createSecureContext({
        cert: ca,
        key: PemConverter.encode(pkcs8, "PRIVATE KEY"),
    });
    let heard = "";
    const server = await listen((socket) => {
        socket.once("data", () => {
            socket.write("S");
            const secure = new TLSSocket(socket, { isServer: true, secureContext });
            secure.on("error", () => undefined);
            secure.on("data", (data: Buffer) => (heard += data.toString("latin1")));
        });
    });
    return { server, ca, heard: () => heard };
}
