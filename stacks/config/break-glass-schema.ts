import { z } from "zod";
import { flag, text } from "./fields";

const PRINCIPAL = text(
    (value) =>
        /^arn:aws[\w-]*:iam::\d{12}:user\/[\w+=,.@/-]+$/.test(value) ||
        /^arn:aws[\w-]*:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\/([\w-]+\/|\*)?AWSReservedSSO_[\w+=,.@-]+_[\w*?]+$/.test(
            value,
        ),
    "the ARN of a user, or of a role of IAM Identity Center with `*` for what it makes up, as in arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_OnCall_*; sessions of other roles never tell of MFA",
);

const ROLE = text(
    (value) => /^[\w+=,.@-][\w+=,.@/*-]{2,}$/.test(value),
    "the name of a role with its path, such as apps/shop or apps/*, of three characters or more, not an ARN",
);

/** The role of an emergency: docs/emergency.md. */
export const BREAK_GLASS_SCHEMA = z.strictObject(
    {
        /** ARNs of who may take it. */
        principals: z
            .array(PRINCIPAL, {
                error: "must be a list of ARNs of users, and of roles of IAM Identity Center",
            })
            .min(1, { error: "must name somebody; for no role at all, leave breakGlass out" }),
        /** Roles beside the platform's own whose sessions it may end. @default none */
        revocableRoles: z.array(ROLE, { error: "must be a list of names of roles" }).optional(),
        /** Lets it decrypt single fields, and so read all personal data. @default false */
        unsafeDecryptFields: flag.optional(),
    },
    { error: "must have principals, the list of ARNs of who may take the role" },
);
