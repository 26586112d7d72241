import { linksToBuckets } from "../../buckets";
import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

const CHANNELS = ["aws:cfg/deliveryChannel:DeliveryChannel"];

export const configDeliveryEncryptedWithCustomerKey = rule({
    name: "config-delivery-encrypted-with-customer-key",
    description:
        "What AWS Config delivers to a bucket of another stack is encrypted with a key of ours.",
    why: "It shows how everything is set up; of a bucket of the same stack its own rule asks for a key.",
    severity: "medium",
    remediation:
        "Set s3KmsKeyArn to a key that lets AWS Config use it; leave it where the bucket has one.",
    frameworks: { pci: ["10.3.2"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html",
    level: "advisory",
    checkStack: (stack) => {
        const buckets = linksToBuckets(stack, CHANNELS, "s3BucketName");
        for (const channel of stack.of(...CHANNELS)) {
            if (buckets.from(channel).length === 0) {
                mustHaveCustomerKey(channel, "s3KmsKeyArn", "the delivery");
            }
        }
    },
});
