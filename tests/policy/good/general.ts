import type * as aws from "@pulumi/aws";
import { resource } from "./resource";

export const awsProvider = resource<aws.ProviderArgs>("pulumi:providers:aws", "default", {
    region: "eu-west-1",
    allowedAccountIds: ["111122223333"],
});

/** How the engine tells of a provider's settings: lists as JSON text. */
export const providerSettings = {
    region: "eu-west-1",
    allowedAccountIds: JSON.stringify(["111122223333"]),
};
