import type { Catalogue } from "../../cloud/provider";
import type { Account } from "../../cloud/account";

/** The organization that the simulated account manages; nothing makes or changes it. */
export const ORGANIZATION_ID = "o-a1b2c3d4e5";
export const ROOT_ID = "r-a1b2";

/** Accounts beside the management account. */
export const MEMBERS = ["111111111111", "222222222222", "333333333333"];

/** AWS's own policies, which are attached to every target of a type that is enabled. */
export const FULL_ACCESS = {
    SERVICE_CONTROL_POLICY: "p-FullAWSAccess",
    RESOURCE_CONTROL_POLICY: "p-RCPFullAWSAccess",
} as const;

/** Whether the root has policies of that type. */
export function isEnabled(type: string): type is keyof typeof FULL_ACCESS {
    return type in FULL_ACCESS;
}

function member(id: string, name: string, root: string) {
    return {
        arn: `${root.replace(":root/", ":account/").replace(/\/r-.*/, "")}/${id}`,
        email: `${name}@example.com`,
        id,
        joinedMethod: "CREATED",
        joinedTimestamp: "2026-01-01T00:00:00Z",
        name,
        status: "ACTIVE",
        state: "ACTIVE",
    };
}

/** The organization as data, as it is told to its management account. */
function getOrganization({ accountId }: Account) {
    const arn = (kind: string) => `arn:aws:organizations::${accountId}:${kind}`;
    const root = arn(`root/${ORGANIZATION_ID}/${ROOT_ID}`);
    const others = MEMBERS.filter((id) => id !== accountId).map((id, index) =>
        member(id, `member-${index}`, root),
    );
    const management = member(accountId, "management", root);
    return {
        id: ORGANIZATION_ID,
        accounts: [management, ...others],
        nonMasterAccounts: others,
        arn: arn(`organization/${ORGANIZATION_ID}`),
        awsServiceAccessPrincipals: [],
        enabledPolicyTypes: Object.keys(FULL_ACCESS),
        featureSet: "ALL",
        masterAccountArn: management.arn,
        masterAccountEmail: management.email,
        masterAccountId: accountId,
        masterAccountName: management.name,
        roots: [
            {
                arn: root,
                id: ROOT_ID,
                name: "Root",
                policyTypes: Object.keys(FULL_ACCESS).map((type) => ({ type, status: "ENABLED" })),
            },
        ],
    };
}

export const organizationsInvokes: Catalogue["invokes"] = {
    "aws:organizations/getOrganization:getOrganization": (_, { account }) =>
        getOrganization(account),
};
