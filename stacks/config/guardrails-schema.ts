import { z } from "zod";
import { MODES } from "../../infra/guardrails/singleton-modes";
import { BUDGET_SCHEMA, TRAIL_SCHEMA } from "./audit-schema";
import { BREAK_GLASS_SCHEMA } from "./break-glass-schema";
import { choice, days, emailAddress, flag, logRetentionDays, text, whole, words } from "./fields";

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

/** Whom AWS tells of what it finds wrong: as long and in such letters as it takes them. */
const SECURITY_CONTACT_SCHEMA = z.strictObject(
    {
        name: text((value) => /^\S.{0,63}$/.test(value), "a name of 1 to 64 characters"),
        title: text((value) => /^\S.{0,49}$/.test(value), "a title of 1 to 50 characters"),
        email: emailAddress,
        phone: text(
            (value) => /^[\d\s()+-]{1,25}$/.test(value),
            'a telephone number of 1 to 25 digits, blanks and "()+-", such as "+49 30 123456"',
        ),
    },
    { error: "must have name, title, email and phone" },
);

/** What `pii:guardrails` may have. */
export const GUARDRAILS_SCHEMA = z.strictObject({
    /** How long the trail's events are kept. */
    logRetentionDays: logRetentionDays.optional(),
    /**
     * What AWS has once in an account and region, each: `own` makes it, `adopt` uses the one that is
     * there, `skip` leaves it alone. docs/detection.md says what each costs.
     */
    detector: choice(MODES).optional(),
    /** AWS Config: its recorder, and with that the rules. */
    recorder: choice(MODES).optional(),
    /** Of what somebody outside of the account can reach. */
    analyzer: choice(MODES).optional(),
    securityHub: choice(MODES).optional(),
    macie: choice(MODES).optional(),
    /** Days after which access that nobody uses is found; 0.20 USD a month for each role. */
    unusedAccessDays: days(1, 365).optional(),
    /** What holds for everything in the account, such as that no bucket is public. */
    accountDefaults: choice(["own", "skip"]).optional(),
    /** Whom AWS tells of the account's security. @default as it is */
    securityContact: SECURITY_CONTACT_SCHEMA.optional(),
    trail: TRAIL_SCHEMA.optional(),
    budget: BUDGET_SCHEMA.optional(),
    /** Who takes the role of an emergency. @default there is none */
    breakGlass: BREAK_GLASS_SCHEMA.optional(),
    /** A web ACL in front of the APIs that read this data. @default none */
    webAcl: WEB_ACL_SCHEMA.optional(),
});
