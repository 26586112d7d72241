import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { userError } from "./user-error";

/** Name of the security group that cuts an environment's data off, while it is: operations/emergency. */
export function isolationGroupName(prefix: string): string {
    return `${prefix}-isolation`;
}

/**
 * Refuses to update an environment that somebody has isolated: an update would take that back piece by
 * piece. To be awaited before anything that isolation changes is declared.
 * @param prefix start of the environment's names, such as `pii-prod`
 * @throws pulumi.RunError that says how to let the data back
 */
export async function refuseWhileIsolated(
    prefix: string,
    stack: string,
    opts: pulumi.InvokeOptions = {},
): Promise<void> {
    const name = isolationGroupName(prefix);
    const filters = [{ name: "group-name", values: [name] }];
    const { ids } = await aws.ec2.getSecurityGroups({ filters }, opts);
    if (ids.length > 0) {
        throw userError(
            `${stack} is isolated: the security group ${name} (${ids.join(", ")}) is there, and an update would let the data back piece by piece; ` +
                `let it back by npm run emergency -- restore, or where the journal of that is lost as docs/emergency.md says`,
        );
    }
}
