import { bool, matching, type Model, num, oneOf, str } from "../../cloud/model";
import { wholeBetween } from "../shared/forms";
import { broken, isGiven } from "../shared/rules";

/** Settings that an account has once, or once in a region: a second resource would undo the first. */
const perRegion = (
    type: string,
    fields: Model["fields"],
    rest: Pick<Model, "rules"> = {},
): Model => ({
    type,
    untaggable: true,
    setting: true,
    fields,
    id: ({ region }) => region,
    ...rest,
});

const perAccount = (type: string, fields: Model["fields"], id: Model["id"]): Model => ({
    type,
    untaggable: true,
    setting: true,
    fields,
    id,
});

const choice = oneOf("enabled", "disabled", "no-preference");

const off = bool({ default: false });

const contactTypes = oneOf("BILLING", "OPERATIONS", "SECURITY");

export const accountModels: readonly Model[] = [
    perAccount(
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        {
            accountId: str({ replaces: true, check: matching(/^\d{12}$/, "12 digits") }),
            blockPublicAcls: off,
            blockPublicPolicy: off,
            ignorePublicAcls: off,
            restrictPublicBuckets: off,
        },
        ({ account }) => account.accountId,
    ),
    perRegion("aws:ebs/encryptionByDefault:EncryptionByDefault", {
        enabled: bool({ default: true }),
    }),
    perRegion("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", {
        state: str({
            required: true,
            check: oneOf("block-all-sharing", "block-new-sharing", "unblocked"),
        }),
    }),
    perRegion("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", {
        state: str({ required: true, check: oneOf("block-new-sharing", "unblocked") }),
    }),
    perRegion("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", {
        httpEndpoint: str({ default: "no-preference", check: choice }),
        httpPutResponseHopLimit: num({
            default: -1,
            check: (limit) => (limit === -1 ? undefined : wholeBetween(1, 64)(limit)),
        }),
        httpTokens: str({
            default: "no-preference",
            check: oneOf("optional", "required", "no-preference"),
        }),
        instanceMetadataTags: str({ default: "no-preference", check: choice }),
    }),
    perRegion("aws:ec2/serialConsoleAccess:SerialConsoleAccess", {
        enabled: bool({ default: true }),
    }),
    {
        ...perAccount(
            "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
            {
                allowUsersToChangePassword: bool({ default: true }),
                hardExpiry: bool(),
                maxPasswordAge: num({ check: wholeBetween(0, 1095) }),
                minimumPasswordLength: num({ default: 6, check: wholeBetween(6, 128) }),
                passwordReusePrevention: num({ check: wholeBetween(0, 24) }),
                requireLowercaseCharacters: bool(),
                requireNumbers: bool(),
                requireSymbols: bool(),
                requireUppercaseCharacters: bool(),
            },
            () => "iam-account-password-policy",
        ),
        rules: (inputs) =>
            broken([
                inputs.hardExpiry === true && !isGiven(inputs, "maxPasswordAge"),
                "hardExpiry",
                "does nothing without maxPasswordAge",
            ]),
        outputs: { expirePasswords: ({ inputs }) => Number(inputs.maxPasswordAge ?? 0) > 0 },
    },
    perAccount(
        "aws:account/alternativeContact:AlternativeContact",
        {
            accountId: str({ replaces: true, check: matching(/^\d{12}$/, "12 digits") }),
            alternateContactType: str({ required: true, replaces: true, check: contactTypes }),
            emailAddress: str({
                required: true,
                check: matching(/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/, "an e-mail address"),
            }),
            name: str({ required: true, check: matching(/^.{1,64}$/, "1 to 64 characters") }),
            phoneNumber: str({
                required: true,
                check: matching(/^[\s0-9()+-]{1,25}$/, '1 to 25 digits, blanks and "()+-"'),
            }),
            title: str({ required: true, check: matching(/^.{1,50}$/, "1 to 50 characters") }),
        },
        ({ inputs }) => inputs.alternateContactType as string,
    ),
];
