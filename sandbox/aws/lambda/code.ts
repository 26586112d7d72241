import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import type { Props } from "../../provider/provider";
import { objectOf } from "../shared/rules";

/** How the engine marks what is an asset or an archive (pulumi/sdk, `resource.SigKey`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** A check for the code of a function: an archive that can be read. */
export function codeArchive(value: unknown): string | undefined {
    const archive = objectOf(value);
    if (archive?.[SIGNATURE] !== ARCHIVE) {
        return "must be an archive, such as pulumi.asset.AssetArchive or FileArchive";
    }
    const { path, assets } = archive as { path?: string; assets?: Props };
    if (typeof path === "string" && path !== "" && !existsSync(path)) {
        return `has the path ${path}, where there is nothing`;
    }
    return assets !== undefined && Object.keys(assets).length === 0 ? "has no files" : undefined;
}

/** SHA-256 of the code in Base64: of its archive, or of the object that holds it. */
export function codeHash({ code, s3Bucket, s3Key, s3ObjectVersion, imageUri }: Props): string {
    const known = objectOf(code)?.hash;
    return typeof known === "string" && known !== ""
        ? Buffer.from(known, "hex").toString("base64")
        : createHash("sha256")
              .update(JSON.stringify([code, s3Bucket, s3Key, s3ObjectVersion, imageUri]))
              .digest("base64");
}

/** Bytes of the code, as far as the archive is a file. */
export function codeSize({ code }: Props): number {
    const path = objectOf(code)?.path;
    return typeof path === "string" && existsSync(path) ? statSync(path).size : 0;
}
