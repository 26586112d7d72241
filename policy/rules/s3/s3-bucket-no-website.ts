import { BUCKETS, bucketSetting } from "../../buckets";
import { rule } from "../../rule";

const WEBSITES = bucketSetting("BucketWebsiteConfiguration");

export const s3BucketNoWebsite = rule({
    name: "s3-bucket-no-website",
    description: "No bucket is a website.",
    why: "S3 serves websites without TLS, to anyone, and a data platform has none.",
    severity: "medium",
    remediation: "Leave the website out; serve one through CloudFront, from a private bucket.",
    frameworks: {
        pci: ["1.4.4", "4.2.1"],
        gdpr: ["25(2)", "32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html",
    types: [...BUCKETS, ...WEBSITES],
    check: (resource) => {
        if (WEBSITES.includes(resource.type) || resource.has("website")) {
            resource.fail("is a website; leave it out");
        }
    },
});
