import type { EncryptionControl } from "../network/encryption-control";
import type { Mistake } from "../mistake";

/** What a proxy is asked for, and what it has to live with. */
export interface ProxySetting {
    /** Region of the cluster. */
    readonly region: string;
    /** ARNs of the secrets with the passwords of roles that cannot use IAM. */
    readonly secretArns: readonly string[];
    /** Smallest capacity of the serverless instances in ACUs; undefined where there are none. */
    readonly minCapacity: number | undefined;
    readonly encryptionControl: "off" | EncryptionControl;
}

/** Secrets that a proxy takes. Source: quotas of RDS Proxy. */
const SECRETS_QUOTA = 200;

/**
 * What is wrong with a proxy that is switched on, by keys within `pii:aurora`
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.html#rds-proxy.limitations).
 */
export function proxyMistakes(setting: ProxySetting): Mistake[] {
    const { secretArns, minCapacity, encryptionControl } = setting;
    const off = (advice: string): Mistake => ({ where: "proxy", got: true, advice });
    return [
        ...(minCapacity === 0
            ? [
                  off(
                      "must be false where serverless instances may pause: the proxy's own connections would keep them awake; or give them a smallest capacity of 0.5",
                  ),
              ]
            : []),
        ...(encryptionControl === "enforce"
            ? [
                  off(
                      "must be false where pii:network.encryptionControl is enforce: AWS refuses a proxy there; or only monitor it",
                  ),
              ]
            : []),
        ...secretArns.flatMap((arn, index) => secretMistakes(arn, index, setting)),
        ...(secretArns.length > SECRETS_QUOTA
            ? [
                  {
                      where: "proxySecretArns",
                      got: `${secretArns.length} secrets`,
                      advice: `must be at most ${SECRETS_QUOTA}, AWS's quota`,
                  },
              ]
            : []),
    ];
}

function secretMistakes(
    arn: string,
    index: number,
    { region, secretArns }: ProxySetting,
): Mistake[] {
    const mistake = (advice: string) => [{ where: `proxySecretArns[${index}]`, got: arn, advice }];
    const [, itsRegion, secret] =
        /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:([\w/+=.@!-]+)$/.exec(arn) ?? [];
    if (secret === undefined) {
        return mistake(
            `must be the ARN of a secret, such as arn:aws:secretsmanager:${region}:111122223333:secret:name-AbCdEf; the database layer's output passwordSecretArns has them`,
        );
    }
    if (itsRegion !== region) {
        return mistake(`must be in ${region}, where the proxy is`);
    }
    if (secret.startsWith("rds!")) {
        return mistake(
            "must not be one that RDS manages: it is the master's, who does not log in through the proxy",
        );
    }
    return secretArns.indexOf(arn) < index ? mistake("must stand there once") : [];
}
