import { parseCidr, sizeOf } from "../../infra/cidr";
import { daxGenerations } from "../../infra/dynamodb/dax-generations";
import { LONGEST_VPC_PREFIX, usableAddresses } from "../../infra/network/address-ledger";
import { blockPublicAccessMistakes } from "../../infra/network/block-public-access";
import { encryptionControlMistakes } from "../../infra/network/encryption-control";
import { platformServices } from "../../infra/network/endpoint-services";
import { matrixMistakes } from "../../infra/network/matrix-mistakes";
import type { PlatformConfig } from "./config";
import type { Mistake, Subject } from "./rules";

/** What is wrong with the network that is asked for, beside the form of single values. */
export function networkMistakes({ config, today }: Subject): Mistake[] {
    const { network, aurora } = config;
    const vpc = parseCidr(network.cidrBlock);
    if (vpc.prefix > LONGEST_VPC_PREFIX) {
        return [tooSmall(config)];
    }
    const { nat, ipv6Egress, accountWideBlockPublicAccess, encryptionControl } = network;
    const exits = { ipv4: nat !== "none", ipv6: ipv6Egress };
    const inNetwork = [
        ...matrixMistakes({ ...network, auroraTier: aurora.subnetTier, exits }, vpc, today),
        ...(accountWideBlockPublicAccess === "off"
            ? []
            : blockPublicAccessMistakes(accountWideBlockPublicAccess, exits)),
    ];
    const enforced =
        encryptionControl === "off"
            ? []
            : encryptionControlMistakes(encryptionControl, {
                  "aurora.instanceClass": aurora.instanceClass,
                  ...(config.dynamodb.daxNodes > 0 && {
                      "dynamodb.daxNodeType": config.dynamodb.daxNodeType,
                  }),
                  ...(config.dynamodb.daxNext?.nodeType !== undefined && {
                      "dynamodb.daxNext.nodeType": config.dynamodb.daxNext.nodeType,
                  }),
              });
    return [
        ...addressMistakes(config),
        ...inNetwork.map((mistake) => keyed("pii:network.", mistake)),
        ...enforced.map((mistake) => keyed("pii:", mistake)),
        ...(nat === "perZone" && network.availabilityZones.length > ELASTIC_IP_QUOTA
            ? [
                  {
                      key: "pii:network.nat",
                      got: nat,
                      advice: `must be none or single with more than ${ELASTIC_IP_QUOTA} zones: each gateway takes an Elastic IP address, and AWS gives a region ${ELASTIC_IP_QUOTA}`,
                  },
              ]
            : []),
        ...(network.dnsFirewall !== "allowList" && network.dnsAllowedDomains.length > 0
            ? [
                  {
                      key: "pii:network.dnsAllowedDomains",
                      got: network.dnsAllowedDomains,
                      advice: `counts only where pii:network.dnsFirewall is allowList, and it is ${network.dnsFirewall}`,
                  },
              ]
            : []),
        ...(encryptionControl === "enforce" && network.wayIn === "host"
            ? [
                  {
                      key: "pii:network.wayIn",
                      got: network.wayIn,
                      advice: "must be none where encryption is enforced: the host is burstable, and no such machine encrypts in transit",
                  },
              ]
            : []),
    ];
}

function keyed(
    prefix: string,
    { where, got, advice }: { where: string; got: unknown; advice: string },
): Mistake {
    return { key: `${prefix}${where}`, got, advice };
}

function tooSmall({ network: { cidrBlock } }: PlatformConfig): Mistake {
    const [has, needs] = [sizeOf(parseCidr(cidrBlock).prefix), sizeOf(LONGEST_VPC_PREFIX)];
    return {
        key: "pii:network.cidrBlock",
        got: cidrBlock,
        advice: `must be a /${LONGEST_VPC_PREFIX} or wider: it holds ${has} addresses, and the tiers with their reserve need ${needs}; ${needs - has} are missing`,
    };
}

/** Elastic IP addresses that an account has in a region, unless AWS raises it. Source: EC2 quotas. */
const ELASTIC_IP_QUOTA = 5;

/** Addresses that the platform itself takes in the fullest private subnet, and some to spare. */
function addressMistakes({ network, aurora, dynamodb, prefix }: PlatformConfig): Mistake[] {
    const zones = network.availabilityZones.length;
    const perZone = (count: number) => Math.ceil(count / zones);
    const endpoints = platformServices(network.wayIn, network.extraEndpoints).length;
    const taken =
        endpoints +
        daxGenerations({ ...dynamodb, prefix }).reduce((sum, dax) => sum + perZone(dax.nodes), 0) +
        (aurora.subnetTier === "private" ? perZone(aurora.instances) : 0) +
        // Lambda's own way into the subnet.
        (aurora.databaseAccess ? 1 : 0) +
        // While it is being replaced there are two.
        (network.wayIn === "host" ? 2 : 0);
    const usable = usableAddresses(parseCidr(network.cidrBlock));
    return usable >= taken
        ? []
        : [
              {
                  key: "pii:network.cidrBlock",
                  got: network.cidrBlock,
                  advice: `must be wider: a private subnet has ${usable} addresses, and the platform alone takes ${taken} in one; ${taken - usable} are missing, without any for applications`,
              },
          ];
}
