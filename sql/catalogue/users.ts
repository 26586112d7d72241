import { type Column, type Part, ofLevel, relation } from "./types";

const columns = {
    id: { level: 0, holds: "names the person inside the platform." },
    email: {
        level: 1,
        holds: "finds the person at sign-in; in lower case, so that = finds it.",
        mask: "mailbox",
    },
    first_name: { level: 1, holds: "addresses the person.", mask: "initial" },
    last_name: { level: 1, holds: "addresses the person.", mask: "initial" },
    phone: { level: 1, holds: "reaches the person.", mask: "ending" },
    address_encrypted: { level: 2, holds: "delivery and invoices." },
    date_of_birth_encrypted: { level: 2, holds: "proof of age." },
    ip_address_encrypted: { level: 2, holds: "detection of abuse." },
    ssn_encrypted: { level: 3, holds: "proof of identity." },
    bank_account_encrypted: { level: 3, holds: "payments to the person." },
    credit_card_encrypted: { level: 3, holds: "payments by the person." },
    created_at: { level: 0, holds: "when the row was made." },
    updated_at: { level: 0, holds: "when the row was last changed; the writer sets it." },
} as const satisfies Readonly<Record<string, Column>>;

const CLEAR = ofLevel(1, columns);

/** People. */
export const USERS: Part = {
    relations: {
        "pii.users": relation({
            kind: "table",
            purpose:
                "One row per person. Level 1 is clear text, level 2 is encrypted, level 3 is encrypted twice.",
            columns,
            rights: {
                pii_reader: { select: [...ofLevel(0, columns), ...CLEAR] },
                // Level 2 and 3 it stores by pii.store_encrypted, so that the keys that they are under
                // are known. It deletes nobody: erasing a person is a duty of its own.
                pii_writer: {
                    // What "returning id" and "on conflict (email)" need to see. What the latter then
                    // sets must be parameters, because "excluded" would need the right to read.
                    select: ["id", "email"],
                    insert: CLEAR,
                    update: [...CLEAR, "updated_at"],
                },
            },
            masked: {
                name: "pii.users_masked",
                purpose:
                    "People as statistics may see them: level 1 masked, levels 2 and 3 not at all.",
                select: ["pii_analyst"],
            },
        }),
    },
    routines: {
        "pii.store_encrypted(bigint, text[], bytea[], smallint[], smallint[])": {
            purpose: "Stores ciphertexts of a person, and which keys they are under.",
            execute: ["pii_writer"],
        },
        "pii.read_encrypted(bigint, text[], text)": {
            purpose: "Reads ciphertexts of a person, which it logs: the one way to read them.",
            execute: ["pii_decryptor"],
        },
        "pii.encrypted_fields()": { purpose: "The fields of level 2 and 3.", execute: [] },
        "pii.ciphertext_of(pii.users, text)": {
            purpose: "What is in the column of a field.",
            execute: [],
        },
        "pii.log_users()": {
            purpose: "Logs what is inserted, updated and deleted.",
            execute: [],
        },
    },
};
