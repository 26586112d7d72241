import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/**
 * What PostgreSQL keeps of `password` (RFC 5803). Handed over in place of the password, it keeps
 * that out of the server's log.
 */
export function scramVerifier(password: string, salt = randomBytes(16), rounds = 4096): string {
    const salted = pbkdf2Sync(password, salt, rounds, 32, "sha256");
    const hmac = (key: string) => createHmac("sha256", salted).update(key).digest();
    const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
    const server = hmac("Server Key").toString("base64");
    return `SCRAM-SHA-256$${rounds}:${salt.toString("base64")}$${stored}:${server}`;
}
