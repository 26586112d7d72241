import type * as aws from "@pulumi/aws";
import { resource } from "./resource";

export const awsProvider = resource<aws.ProviderArgs>("pulumi:providers:aws", "default", {
    region: "eu-west-1",
});
