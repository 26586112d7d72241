import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson } from "../policy-document";
import { keyPolicy, type KeyUse } from "./key-policy";

export interface DataKeyArgs {
    readonly scope: AccountScope;
    /** What the key is for, in one sentence; shown in the KMS console. */
    readonly description: string;
    /** Alias without `alias/`. Changing it makes a new alias; the key stays. */
    readonly alias: string;
    /** Whom the key serves; decides its policy. */
    readonly use: KeyUse;
    /** How often KMS makes new key material, in days (90 to 2560). Old data stays readable. */
    readonly rotationDays: number;
    /** How long a deleted key can still be saved, in days (7 to 30). */
    readonly deletionWindowDays: number;
    /** Pulumi refuses to delete or replace the key: without it, what it encrypted is lost. */
    readonly protect: boolean;
}

/** A customer-managed KMS key of one data domain: rotated, with an alias and a narrow policy. */
export class DataKey extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;
    readonly aliasName: pulumi.Output<string>;

    constructor(name: string, args: DataKeyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:keys:DataKey", name, {}, opts);
        const { accountId, partition, region } = args.scope;
        const statements = pulumi
            .all([accountId, partition])
            .apply(([id, part]) => keyPolicy({ accountId: id, partition: part, region }, args.use));
        const key = new aws.kms.Key(
            name,
            {
                description: args.description,
                policy: policyJson(statements),
                enableKeyRotation: true,
                rotationPeriodInDays: args.rotationDays,
                deletionWindowInDays: args.deletionWindowDays,
            },
            { parent: this, protect: args.protect },
        );
        const alias = new aws.kms.Alias(
            name,
            { name: `alias/${args.alias}`, targetKeyId: key.keyId },
            { parent: this },
        );
        this.arn = key.arn;
        this.aliasName = alias.name;
        this.registerOutputs({ arn: this.arn, aliasName: this.aliasName });
    }
}
