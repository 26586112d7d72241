import { BLOCK_SETTINGS } from "../../public-access-block";
import { rule } from "../../rule";

export const s3AccessPointPublicAccessBlocked = rule({
    name: "s3-access-point-public-access-blocked",
    description: "Access points keep blocking public access, as AWS makes them.",
    why: "An access point is a second door to a bucket, and can never be blocked later.",
    severity: "critical",
    remediation: "Leave the public access block out, or all four of its settings true.",
    frameworks: {
        fsbp: ["S3.19", "S3.24"],
        pci: ["1.4.4"],
        gdpr: ["25(2)", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-19",
    types: [
        "aws:s3/accessPoint:AccessPoint",
        "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint",
    ],
    check: (point) => {
        for (const block of ["publicAccessBlockConfiguration", "details.publicAccessBlock"]) {
            for (const setting of BLOCK_SETTINGS) {
                point.must(
                    `${block}.${setting}`,
                    (on) => on !== false,
                    `${block}.${setting} is off; leave it true`,
                );
            }
        }
    },
});
