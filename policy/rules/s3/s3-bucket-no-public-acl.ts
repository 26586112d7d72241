import { BUCKETS, bucketSetting } from "../../buckets";
import type { Inspected } from "../../inspect";
import { rule } from "../../rule";

/** Canned ACLs that let in the world, or whoever has an AWS account. */
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];

/** Objects have ACLs of their own. */
const OBJECTS = [
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/objectCopy:ObjectCopy",
];

const PUBLIC_GROUP = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function mustBeForSomeone(grant: Inspected, path: string): void {
    grant.must(
        path,
        (uri) => typeof uri !== "string" || !PUBLIC_GROUP.test(uri),
        (got) => `grants access to ${got}, which is everyone; take the grant away`,
    );
}

export const s3BucketNoPublicAcl = rule({
    name: "s3-bucket-no-public-acl",
    description: "No ACL opens a bucket, or an object in it, to everyone.",
    why: "An ACL is read by hardly anyone who reviews who may see a bucket.",
    severity: "critical",
    remediation: "Leave acl and grants out, and let in who needs it by the bucket's policy.",
    frameworks: {
        fsbp: ["S3.2", "S3.3"],
        pci: ["1.4.4", "7.2.1"],
        gdpr: ["25(2)", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
    types: [...BUCKETS, ...bucketSetting("BucketAcl"), ...OBJECTS],
    check: (resource) => {
        resource.must(
            "acl",
            (acl) => !PUBLIC_ACLS.includes(String(acl)),
            (got) => `acl ${got} is for everyone; use "private"`,
        );
        for (const grant of resource.each("grants")) {
            mustBeForSomeone(grant, "uri");
        }
        for (const grant of resource.each("accessControlPolicy.grants")) {
            mustBeForSomeone(grant, "grantee.uri");
        }
    },
});
