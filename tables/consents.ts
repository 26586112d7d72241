import { defineTable } from "./define-table";

export const consents = defineTable({
    name: "consents",
    purpose: "Which purposes a person has consented to, since when, and when it was withdrawn.",
    attributes: {
        userId: { type: "S", level: 1, holds: "The person, by the id of the database." },
        purpose: { type: "S", level: 0, holds: "What the data may be used for." },
        changedAt: { type: "S", level: 0, holds: "Time of the last change, ISO 8601, UTC." },
        givenAt: { type: "S", level: 0, holds: "Time of the consent, ISO 8601, UTC." },
        withdrawnAt: {
            type: "S",
            level: 0,
            holds: "Time of its withdrawal, ISO 8601, UTC; absent while it holds.",
            optional: true,
        },
        noticeVersion: {
            type: "S",
            level: 0,
            holds: "Version of the privacy notice that the person was shown.",
        },
    },
    key: { hash: "userId", range: "purpose" },
    indexes: {
        // Everybody who consented to a purpose, the latest change first.
        "by-purpose": { hash: "purpose", range: "changedAt", projection: "ALL" },
    },
    // A withdrawn consent counts within a minute.
    cache: { itemSeconds: 60, querySeconds: 60 },
});
