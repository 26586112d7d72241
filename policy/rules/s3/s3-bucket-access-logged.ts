import {
    BUCKETS,
    accessLogTargets,
    bucketSetting,
    linksToBuckets,
    logsAccess,
} from "../../buckets";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";
import { TRAIL, recordsDataEvents } from "../../trails";

export const s3BucketAccessLogged = rule({
    name: "s3-bucket-access-logged",
    description: "Who reads and writes a bucket is recorded: by S3, or by a trail of the stack.",
    why: "Without a record nobody can say which objects were taken, and so whose data.",
    severity: "medium",
    remediation:
        "Make an aws.s3.BucketLogging to another bucket, or record AWS::S3::Object in the trail; where another stack's trail does, name it in recordedBy.",
    frameworks: { fsbp: ["S3.9"], pci: ["10.2.1"], gdpr: ["5(2)", "33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
    level: "advisory",
    settings: {
        recordedBy: {
            type: "string",
            default: "",
            description: "stack whose trail records the objects of the buckets of this one",
        },
    },
    types: bucketSetting("BucketLogging"),
    check: (logging) => {
        const [bucket, target] = [logging.read("bucket"), logging.read("targetBucket")];
        if (bucket === target && bucket !== UNKNOWN) {
            logging.fail("logs to itself, which never ends; name another targetBucket");
        }
    },
    checkStack: (stack, { recordedBy }) => {
        const byOurs = stack.of(TRAIL).some((trail) => recordsDataEvents(trail, "AWS::S3::Object"));
        if (byOurs || recordedBy !== "") {
            return;
        }
        const isLogged = logsAccess(stack);
        const targets = accessLogTargets(stack);
        // Of a trail's own bucket says cloudtrail-trail-bucket-logged.
        const trails = linksToBuckets(stack, [TRAIL], "s3BucketName");
        for (const bucket of stack.of(...BUCKETS)) {
            if (!isLogged(bucket) && !targets.has(bucket) && trails.to(bucket).length === 0) {
                bucket.fail("nobody records who reads it; make an aws.s3.BucketLogging for it");
            }
        }
    },
});
