import { z } from "zod";
import { flag, logRetentionDays, whole, words } from "./fields";

const WEB_ACL_SCHEMA = z.strictObject(
    {
        /** ARNs of what it protects. */
        associate: z
            .array(words("the ARN of an API, such as a load balancer's"), {
                error: "must be a list of ARNs of APIs",
            })
            .min(1, { error: "must name at least one API; without any, leave webAcl out" }),
        /** Requests of one address, beyond which it is blocked. */
        requestsPerFiveMinutes: whole(10, 2_000_000_000, "requests").optional(),
        /** Blocked requests, beyond which the topic of alarms is told. */
        blockedPerFiveMinutes: whole(1, 2_000_000_000, "requests").optional(),
        /** For the time of trying: counts and logs what would be blocked. @default false */
        countOnlyAndBlockNothing: flag.optional(),
        /** Blocks VPNs, proxies, Tor and hosting providers. @default false */
        anonymousIps: flag.optional(),
    },
    { error: "must have associate, the list of ARNs of what it protects" },
);

/** What `pii:guardrails` may have. */
export const GUARDRAILS_SCHEMA = z.strictObject({
    /** How long the trail's events are kept. */
    logRetentionDays: logRetentionDays.optional(),
    /** A web ACL in front of the APIs that read this data. @default none */
    webAcl: WEB_ACL_SCHEMA.optional(),
});
