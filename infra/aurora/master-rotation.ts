import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface MasterRotationArgs {
    /** The secret that RDS manages for the cluster. */
    readonly secretArn: pulumi.Input<string>;
    /** Days from one password to the next (1 to 1000). */
    readonly days: number;
    /** An instance of the cluster: without one RDS sets no password. */
    readonly instance: pulumi.Resource;
}

/**
 * How often RDS gives the master a new password, said by us and so compared at every refresh; RDS's
 * own schedule, of seven days, is in nobody's program. RDS rotates by itself: there is no Lambda.
 *
 * It survives this resource: deleting that would switch rotation off, and the secret goes with the
 * cluster anyway.
 */
export function rotateMaster(
    name: string,
    { secretArn, days, instance }: MasterRotationArgs,
    opts: pulumi.CustomResourceOptions,
): aws.secretsmanager.SecretRotation {
    return new aws.secretsmanager.SecretRotation(
        name,
        {
            secretId: secretArn,
            rotationRules: { automaticallyAfterDays: days },
            // A new password while the same update logs in with the last one would fail it.
            rotateImmediately: false,
        },
        { ...opts, dependsOn: instance, retainOnDelete: true },
    );
}
