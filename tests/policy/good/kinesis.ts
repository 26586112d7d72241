import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, resource } from "./resource";

export const changes = resource<aws.kinesis.StreamArgs>("aws:kinesis/stream:Stream", "changes", {
    encryptionType: "KMS",
    kmsKeyId: KEY,
});

export const kinesisStack: readonly Sample[] = [changes];
