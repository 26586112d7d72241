import { type Fields, type Model, str } from "../../cloud/model";
import { partitionOf } from "../shared/arn";

export const BUCKET = "aws:s3/bucket:Bucket";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
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
