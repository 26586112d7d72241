import { between, bool, list, type Model, num, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { given, once } from "../shared/outputs";
import { vpcOf } from "../shared/references";
import { broken, isGiven, isOther, objectsOf } from "../shared/rules";
import { refuseWhileUsed } from "../shared/usage";
import { hostname, identifier } from "./names";
import { checkRole, checkSecrets, checkVpc, proxySubnets } from "./proxy-checks";
import { PROXY, PROXY_ENDPOINT } from "./types";

/** Users of one proxy, each with a secret. */
const MAX_SECRETS = 200;

/** RDS Proxy, for PostgreSQL. It is a name with rules: nothing listens behind its endpoint. */
export const proxy: Model = {
    type: PROXY,
    fields: {
        auths: list({
            authScheme: str({ check: oneOf("SECRETS") }),
            clientPasswordAuthType: str({ check: oneOf("POSTGRES_SCRAM_SHA_256", "POSTGRES_MD5") }),
            description: str(),
            // ENABLED, the third, is for SQL Server only.
            iamAuth: str({ check: oneOf("DISABLED", "REQUIRED") }),
            secretArn: str({ required: true }),
            username: str(),
        }),
        debugLogging: bool(),
        defaultAuthScheme: str({ check: oneOf("NONE", "IAM_AUTH") }),
        endpointNetworkType: str({ replaces: true, check: oneOf("IPV4") }),
        // The sandbox has no other databases.
        engineFamily: str({ required: true, replaces: true, check: oneOf("POSTGRESQL") }),
        idleClientTimeout: num({ check: between(1, 28800) }),
        // AWS renames in place, which gives another id: nothing that names the proxy would follow.
        name: str({ replaces: true, check: identifier }),
        requireTls: bool(),
        roleArn: str({ required: true }),
        targetConnectionNetworkType: str({ replaces: true, check: oneOf("IPV4") }),
        vpcSecurityGroupIds: list(str()),
        vpcSubnetIds: list(str(), { required: true, replaces: true }),
    },
    autoName: { field: "name", maxLength: 63, lowercase: true },
    rules: proxyFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: once(PROXY, "arn", (draft) => arn(draft, "rds", `db-proxy:prx-${randomId(17)}`)),
        defaultAuthScheme: given("defaultAuthScheme", () => "NONE"),
        endpoint: (draft) => hostname(draft, `${draft.id}.proxy-`),
        endpointNetworkType: given("endpointNetworkType", () => "IPV4"),
        idleClientTimeout: given("idleClientTimeout", () => 1800),
        targetConnectionNetworkType: given("targetConnectionNetworkType", () => "IPV4"),
        vpcSecurityGroupIds: given("vpcSecurityGroupIds", () => []),
    },
    refuse: (draft) => {
        checkVpc(draft, proxySubnets(draft).map(vpcOf)[0]);
        checkRole(draft);
        checkSecrets(draft);
    },
    onDelete: (existing) => {
        const { account, id } = existing;
        const endpoints = account
            .all(PROXY_ENDPOINT)
            .filter(({ inputs }) => inputs.dbProxyName === id);
        refuseWhileUsed(existing, "the proxy", endpoints, "InvalidDBProxyStateFault");
    },
};

/** Another way to a proxy: to all of its target, or to the readers only. */
export const proxyEndpoint: Model = {
    type: PROXY_ENDPOINT,
    fields: {
        dbProxyEndpointName: str({ required: true, replaces: true, check: identifier }),
        dbProxyName: str({
            required: true,
            replaces: true,
            refersTo: { type: PROXY, by: "id" },
        }),
        targetRole: str({
            default: "READ_WRITE",
            replaces: true,
            check: oneOf("READ_WRITE", "READ_ONLY"),
        }),
        vpcSecurityGroupIds: list(str()),
        vpcSubnetIds: list(str(), { required: true, replaces: true }),
    },
    id: ({ inputs }) => `${String(inputs.dbProxyName)}/${String(inputs.dbProxyEndpointName)}`,
    outputs: {
        arn: once(PROXY_ENDPOINT, "arn", (draft) =>
            arn(draft, "rds", `db-proxy-endpoint:prx-endpoint-${randomId(17)}`),
        ),
        endpoint: (draft) =>
            hostname(draft, `${String(draft.inputs.dbProxyEndpointName)}.endpoint.proxy-`),
        isDefault: () => false,
        vpcId: (draft) => proxySubnets(draft).map(vpcOf)[0],
        vpcSecurityGroupIds: given("vpcSecurityGroupIds", () => []),
    },
    refuse: (draft) => {
        checkVpc(draft, proxySubnets(draft).map(vpcOf)[0]);
    },
};

function proxyFailures(inputs: Props): Failure[] {
    const auths = inputs.auths;
    const isEmpty = !isGiven(inputs, "auths") || (Array.isArray(auths) && auths.length === 0);
    return broken(
        [
            isEmpty && isOther(inputs.defaultAuthScheme, "IAM_AUTH"),
            "auths",
            'are required, unless defaultAuthScheme is "IAM_AUTH"',
        ],
        [
            Array.isArray(auths) && auths.length > MAX_SECRETS,
            "auths",
            `must be at most ${MAX_SECRETS}`,
        ],
        ...objectsOf(auths).map(
            ({ iamAuth }, i) =>
                [
                    iamAuth === "REQUIRED" && isOther(inputs.requireTls, true),
                    `auths[${i}].iamAuth`,
                    '"REQUIRED" needs requireTls: true, as IAM logs in over TLS only',
                ] as const,
        ),
    );
}
