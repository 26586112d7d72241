import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, type Statements } from "../policy-document";
import type { EndpointService } from "./endpoint-services";
import type { Gateway } from "./flow-matrix";

/** Whose principals an endpoint serves, and whose resources it leads to. */
export interface EndpointTrust {
    readonly scope: AccountScope;
    /**
     * Organization, such as `o-a1b2c3d4e5`, whose accounts all are trusted.
     * @default the account alone is
     */
    readonly organizationId?: string;
}

/**
 * Policy of a VPC endpoint: our own principals, on our own resources. Credentials of another account
 * cannot carry data out through it, nor ours reach another account's resources. What a service needs
 * beyond that is allowed by itself, as narrowly as the service permits. AWS's services are not let
 * through as principals: what they ask for from inside a VPC, by links that they have signed, lies
 * in buckets of their own, such as the answers to CloudFormation.
 *
 * An endpoint policy grants nothing: it is the most that comes through, whoever is allowed more
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
 */
export function endpointPolicy(
    trust: EndpointTrust,
    service: EndpointService | Gateway,
    more: Statements = [],
) {
    const { principals, resources } = ours(trust);
    return policyJson([
        allow("OwnPrincipals", {
            // A message channel belongs to the account of its principal; it is no resource.
            Condition: {
                StringEquals: isChannel(service) ? principals : { ...principals, ...resources },
            },
        }),
        ...specials(trust, service),
        ...more,
    ]);
}

/**
 * The statement of the S3 endpoint that lets images of containers be fetched: ECR keeps their layers
 * in a bucket of its own, and hands out links that it has signed, so that only the bucket's name can
 * be checked. Registries of AWS itself stay closed: the endpoint `ecr.api` leads to ours alone.
 * @param services those with an endpoint: nothing is let through where nobody fetches images
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function imageLayers(
    { partition, region }: AccountScope,
    services: readonly EndpointService[],
): Statements {
    return services.includes("ecr.dkr")
        ? [
              allow("ImageLayers", {
                  Action: "s3:GetObject",
                  Resource: pulumi.interpolate`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`,
              }),
          ]
        : [];
}

type Statement = Statements[number];

/** A statement of an endpoint policy: what `narrower` leaves open is everything. */
function allow(sid: string, narrower: Partial<Statement>): Statement {
    return { Sid: sid, Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...narrower };
}

function ours({ scope, organizationId }: EndpointTrust) {
    return organizationId === undefined
        ? {
              principals: { "aws:PrincipalAccount": scope.accountId },
              resources: { "aws:ResourceAccount": scope.accountId },
          }
        : {
              principals: { "aws:PrincipalOrgID": organizationId },
              resources: { "aws:ResourceOrgID": organizationId },
          };
}

function isChannel(service: EndpointService | Gateway): boolean {
    return service === "ssmmessages" || service === "ec2messages";
}

function specials(trust: EndpointTrust, service: EndpointService | Gateway): Statements {
    const { principals, resources } = ours(trust);
    const { partition, region } = trust.scope;
    switch (service) {
        // Only these two answer without TLS as well.
        case "s3":
        case "dynamodb":
            return [
                {
                    ...allow("TlsOnly", {
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    }),
                    Effect: "Deny",
                },
            ];
        case "ssm":
            return [
                allow("AwsDocuments", {
                    Action: ["ssm:Describe*", "ssm:Get*", "ssm:List*"],
                    Resource: ["document/*", "parameter/aws/*"].map(
                        (what) => pulumi.interpolate`arn:${partition}:ssm:${region}::${what}`,
                    ),
                    Condition: { StringEquals: principals },
                }),
            ];
        case "sts":
            return [
                // Nobody yet: the caller becomes a principal of ours by this very call.
                allow("FederatedIdentities", {
                    Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
                    Condition: { StringEquals: resources },
                }),
            ];
        default:
            return [];
    }
}
