import { z } from "zod";
import { CHAT_REGIONS } from "../../infra/alarms/chat-regions";
import { choice, emails, text } from "./fields";

/** What `pii:alarms` may have: who hears of alarms. */
export const ALARMS_SCHEMA = z.strictObject(
    {
        /** Addresses that hear of every alarm; each is asked first. */
        emails: emails.optional(),
        /** Addresses that hear of what somebody must get up for; each is asked first. */
        urgentEmails: emails.optional(),
        /** A channel of Slack that hears of every alarm. @default none */
        chat: z
            .strictObject(
                {
                    /** The workspace, which an administrator let AWS in to by hand. */
                    teamId: text(
                        (id) => /^T[A-Z0-9]{2,20}$/.test(id),
                        "the id of a Slack workspace, such as T07EA123LEP",
                    ),
                    channelId: text(
                        (id) => /^[CG][A-Z0-9]{2,20}$/.test(id),
                        "the id of a Slack channel, such as C07EZ1ABC23, not its name",
                    ),
                    /** Where AWS keeps the connection. @default aws:region */
                    region: choice(CHAT_REGIONS).optional(),
                },
                { error: "must have teamId and channelId" },
            )
            .optional(),
        /**
         * Pagers by a name of yours, which hear of what somebody must get up for: addresses that hold
         * keys of their services. They are secrets:
         * `pulumi config set --secret --path 'pii:alarms.pagers.<name>' https://...`
         */
        pagers: z
            .record(
                text(
                    (name) => /^[a-z][a-z0-9-]{0,30}$/.test(name),
                    "named with up to 31 lower-case letters, digits and hyphens",
                ),
                text(
                    (url) => /^https:\/\/[^\s/]+(\/\S*)?$/.test(url),
                    "the https address of a pager's service, set with --secret",
                ),
                { error: "must name pagers and the https address of each" },
            )
            .optional(),
    },
    { error: "must say who hears of alarms: emails, urgentEmails, chat, pagers" },
);
