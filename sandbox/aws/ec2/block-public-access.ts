import { type Model, oneOf, str } from "../../cloud/model";

/**
 * Whether internet gateways of a region let traffic through: one setting for each account and
 * region, so that a second resource would undo the first. Once it is deleted, they do again.
 */
const blockPublicAccess: Model = {
    type: "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
    untaggable: true,
    fields: {
        internetGatewayBlockMode: str({
            required: true,
            check: oneOf("off", "block-ingress", "block-bidirectional"),
        }),
    },
    id: ({ region }) => region,
    outputs: {
        awsAccountId: ({ account }) => account.accountId,
        awsRegion: ({ region }) => region,
    },
};

export const blockPublicAccessModels: readonly Model[] = [blockPublicAccess];
