import assert from "node:assert/strict";
import { AccountDefaults } from "../../infra/guardrails/account-defaults";
import { mockEngine, only, registrations } from "./mocks";

const CONTACT = {
    name: "Security team",
    title: "On call",
    email: "security@example.com",
    phone: "+49 30 123456",
};

describe("AccountDefaults", () => {
    before(mockEngine);

    it("closes what AWS leaves open", async () => {
        const all = await registrations(() => new AccountDefaults("account", {}));
        const settings = all
            .filter(({ type }) => type.startsWith("aws:"))
            .map(({ type, inputs }) => [type.split(":").at(-1), inputs]);
        assert.deepEqual(Object.fromEntries(settings), {
            AccountPublicAccessBlock: {
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            EncryptionByDefault: { enabled: true },
            SnapshotBlockPublicAccess: { state: "block-all-sharing" },
            ImageBlockPublicAccess: { state: "block-new-sharing" },
            InstanceMetadataDefaults: { httpTokens: "required" },
            SerialConsoleAccess: { enabled: false },
            AccountPasswordPolicy: {
                minimumPasswordLength: 14,
                passwordReusePrevention: 24,
                maxPasswordAge: 90,
                requireLowercaseCharacters: true,
                requireUppercaseCharacters: true,
                requireNumbers: true,
                requireSymbols: true,
                allowUsersToChangePassword: true,
                hardExpiry: false,
            },
        });
    });

    it("has AWS tell whom it is told to", async () => {
        const all = await registrations(
            () => new AccountDefaults("account", { securityContact: CONTACT }),
        );
        assert.deepEqual(only(all, "aws:account/alternativeContact:AlternativeContact"), {
            alternateContactType: "SECURITY",
            name: "Security team",
            title: "On call",
            emailAddress: "security@example.com",
            phoneNumber: "+49 30 123456",
        });
    });
});
