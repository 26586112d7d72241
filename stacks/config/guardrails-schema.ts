import { z } from "zod";
import { logRetentionDays } from "./fields";

/** What `pii:guardrails` may have. */
export const GUARDRAILS_SCHEMA = z.strictObject({
    /** How long the trail's events are kept. */
    logRetentionDays: logRetentionDays.optional(),
});
