import assert from "node:assert/strict";
import { GatewayEndpoints } from "../../infra/network/gateway-endpoints";
import { endpointPolicy, imageLayers } from "../../infra/network/endpoint-policy";
import {
    ENDPOINT_SERVICES,
    type EndpointService,
    platformServices,
} from "../../infra/network/endpoint-services";
import { InterfaceEndpoints } from "../../infra/network/interface-endpoints";
import { mockEngine, registrations, SCOPE } from "./mocks";

describe("interface services", () => {
    it("are those that every program needs, and those of the way in where there is one", () => {
        const always = ["secretsmanager", "kms", "logs", "ssm"];
        assert.deepEqual(platformServices("none", []), always);
        assert.deepEqual(platformServices("host", []), [...always, "ssmmessages"]);
    });

    it("have what is asked for besides, once, in an order of their own", () => {
        assert.deepEqual(platformServices("none", ["sts", "kms", "ec2messages", "sts"]), [
            "secretsmanager",
            "kms",
            "logs",
            "ssm",
            "ec2messages",
            "sts",
        ]);
    });

    it("leave out what a gateway serves and what has no private DNS", () => {
        const offered: readonly string[] = ENDPOINT_SERVICES;
        assert.deepEqual(
            offered.filter((service) => /^(s3|dynamodb)/.test(service)),
            [],
        );
    });
});

/** The statements of a policy by their `Sid`, without what all allowing ones share. */
async function statements(
    service: Parameters<typeof endpointPolicy>[1],
    organizationId?: string,
): Promise<Record<string, unknown>> {
    const policy = endpointPolicy(
        { scope: SCOPE, ...(organizationId !== undefined && { organizationId }) },
        service,
    );
    return bySid(await resolved(policy));
}

function resolved(policy: ReturnType<typeof endpointPolicy>): Promise<string> {
    return new Promise((resolve) => policy.apply(resolve));
}

function bySid(policy: string): Record<string, unknown> {
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string; Effect: string }[] };
    return Object.fromEntries(
        Statement.map(({ Sid, ...statement }) => {
            const common = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
            const own = Object.entries(statement).filter(
                ([key, value]) => common[key as keyof typeof common] !== value,
            );
            return [Sid, Object.fromEntries(own)];
        }),
    );
}

const OWN_PRINCIPALS = { "aws:PrincipalAccount": "111111111111" };
const OWN_RESOURCES = { "aws:ResourceAccount": "111111111111" };
const OWN = { Condition: { StringEquals: { ...OWN_PRINCIPALS, ...OWN_RESOURCES } } };

describe("endpoint policies", () => {
    before(mockEngine);

    it("let our own principals at our own resources, and nobody else", async () => {
        assert.deepEqual(await statements("kms"), { OwnPrincipals: OWN });
    });

    it("trust the organization where there is one, and the account no longer alone", async () => {
        const organization = { "aws:ResourceOrgID": "o-a1b2c3d4e5" };
        assert.deepEqual(await statements("secretsmanager", "o-a1b2c3d4e5"), {
            OwnPrincipals: {
                Condition: {
                    StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", ...organization },
                },
            },
        });
    });

    it("never let anybody at everything: each statement has a condition", async () => {
        for (const service of [...ENDPOINT_SERVICES, "s3", "dynamodb"] as const) {
            for (const [sid, statement] of Object.entries(await statements(service))) {
                assert.ok("Condition" in (statement as object), `${service}: ${sid}`);
            }
        }
    });

    for (const service of ["ssmmessages", "ec2messages"] as const) {
        it(`ask only whose principal it is on the channels of ${service}`, async () => {
            const { OwnPrincipals } = await statements(service);
            assert.deepEqual(OwnPrincipals, { Condition: { StringEquals: OWN_PRINCIPALS } });
        });
    }

    for (const service of ["s3", "dynamodb"] as const) {
        it(`refuse requests to ${service} without TLS`, async () => {
            assert.deepEqual(await statements(service), {
                OwnPrincipals: OWN,
                TlsOnly: {
                    Effect: "Deny",
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            });
        });
    }

    it("let our principals read the documents and parameters that AWS publishes", async () => {
        const { AwsDocuments } = await statements("ssm");
        assert.deepEqual(AwsDocuments, {
            Action: ["ssm:Describe*", "ssm:Get*", "ssm:List*"],
            Resource: [
                "arn:aws:ssm:eu-west-1::document/*",
                "arn:aws:ssm:eu-west-1::parameter/aws/*",
            ],
            Condition: { StringEquals: OWN_PRINCIPALS },
        });
    });

    it("let federated identities take roles of ours", async () => {
        const { FederatedIdentities } = await statements("sts");
        assert.deepEqual(FederatedIdentities, {
            Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
            Condition: { StringEquals: OWN_RESOURCES },
        });
    });
});

describe("endpoints", () => {
    before(mockEngine);

    const gateways = async (services: readonly EndpointService[]) => {
        const all = await registrations(
            () =>
                new GatewayEndpoints("net-gateway", {
                    scope: SCOPE,
                    vpcId: "vpc-1",
                    routeTableIds: ["rtb-1"],
                    services,
                }),
        );
        return all
            .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
            .sort((a, b) => b.name.localeCompare(a.name));
    };

    it("of the gateway kind hang on the route tables", async () => {
        const found = await gateways([]);
        assert.deepEqual(
            found.map(({ name, inputs: { policy, ...inputs } }) => [name, typeof policy, inputs]),
            ["s3", "dynamodb"].map((service) => [
                `net-gateway-${service}`,
                "string",
                {
                    vpcId: "vpc-1",
                    serviceName: `com.amazonaws.eu-west-1.${service}`,
                    vpcEndpointType: "Gateway",
                    routeTableIds: ["rtb-1"],
                    tags: { Name: `net-gateway-${service}` },
                },
            ]),
        );
    });

    it("open the bucket of images' layers with the endpoint of images, and no other", async () => {
        const layers = async (services: readonly EndpointService[]) => {
            const policies = (await gateways(services)).map(({ inputs }) =>
                bySid(inputs.policy as string),
            );
            return policies.map((policy) => policy.ImageLayers);
        };
        assert.deepEqual(await layers(["kms", "logs", "ssmmessages", "ecr.api"]), [
            undefined,
            undefined,
        ]);
        assert.deepEqual(await layers(["ecr.api", "ecr.dkr"]), [
            {
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
            },
            undefined,
        ]);
        assert.deepEqual(imageLayers(SCOPE, []), []);
    });

    it("of the interface kind answer to the services' own names, in the group given", async () => {
        const all = await registrations(
            () =>
                new InterfaceEndpoints("net-interface", {
                    scope: SCOPE,
                    vpcId: "vpc-1",
                    subnetIds: ["subnet-a", "subnet-b"],
                    securityGroupId: "sg-1",
                    services: ["kms", "sts"],
                }),
        );
        const found = all
            .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
            .sort((a, b) => a.name.localeCompare(b.name));
        assert.deepEqual(
            found.map(({ name, inputs: { policy, ...inputs } }) => [
                name,
                Object.keys(bySid(policy as string)),
                inputs,
            ]),
            (
                [
                    ["kms", "applications encrypt fields with keys of their own", []],
                    ["sts", "programs take other roles of ours", ["FederatedIdentities"]],
                ] as const
            ).map(([service, purpose, specials]) => [
                `net-interface-${service}`,
                ["OwnPrincipals", ...specials],
                {
                    vpcId: "vpc-1",
                    serviceName: `com.amazonaws.eu-west-1.${service}`,
                    vpcEndpointType: "Interface",
                    subnetIds: ["subnet-a", "subnet-b"],
                    securityGroupIds: ["sg-1"],
                    privateDnsEnabled: true,
                    tags: { Name: `net-interface-${service}`, Purpose: purpose },
                },
            ]),
        );
    });
});
