import { CHAT_REGIONS } from "../../infra/alarms/chat-regions";
import type { Mistake, Subject } from "./rules";

/** What is wrong with the trail and with who hears of alarms, beside the form of single values. */
export function auditMistakes({ config, residency }: Subject): Mistake[] {
    return [...lockMistakes(config.guardrails), ...chatMistakes(config, residency)];
}

function lockMistakes({ logRetentionDays, trail }: Subject["config"]["guardrails"]): Mistake[] {
    const { objectLockDays: got } = trail;
    const advice = `must be at most pii:guardrails.logRetentionDays (${logRetentionDays}): nothing is deleted while it is locked`;
    return got !== undefined && got > logRetentionDays
        ? [{ key: "pii:guardrails.trail.objectLockDays", got, advice }]
        : [];
}

function chatMistakes(
    { alarms: { chat }, region }: Subject["config"],
    residency: readonly string[],
): Mistake[] {
    const allowed: string[] = CHAT_REGIONS.filter((name) => residency.includes(name));
    const advice =
        allowed.length === 0
            ? `must be one of ${CHAT_REGIONS.join(", ")}, where AWS keeps connections to chats, and pii:residency names none of them; leave chat out`
            : `must be ${allowed.join(" or ")}: there AWS keeps connections to chats, and pii:residency names it`;
    return chat === undefined || allowed.includes(chat.region ?? region)
        ? []
        : [{ key: "pii:alarms.chat.region", got: chat.region, advice }];
}
