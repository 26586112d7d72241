import { type Field, type Fields, type Model, num, str } from "../../cloud/model";
import { partitionOf } from "../shared/arn";

export const BUCKET = "aws:s3/bucket:Bucket";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const ENCRYPTION =
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
export const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";

/** ARN of the bucket of that name; no other bucket has it, so that no account is in it. */
export function bucketArn(region: string, name: string): string {
    return `arn:${partitionOf(region).id}:s3:::${name}`;
}

/** One setting of one bucket, which takes the bucket's name as its id. */
export function setting(name: string, fields: Fields, rest: Partial<Model> = {}): Model {
    return {
        type: `aws:s3/bucket${name}:Bucket${name}`,
        untaggable: true,
        fields: {
            bucket: str({ required: true, replaces: true, refersTo: { type: BUCKET, by: "id" } }),
            ...fields,
        },
        id: ({ inputs }) => inputs.bucket as string,
        ...rest,
    };
}

/** An input that is a whole number, `low` or more. */
export const wholeNumber = (
    what: string,
    low: number,
    options: { required?: boolean } = {},
): Field =>
    num({
        ...options,
        check: (value) =>
            Number.isInteger(value) && value >= low
                ? undefined
                : `must be a whole number of ${what} from ${low} up, got ${value}`,
    });
