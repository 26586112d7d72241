import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";
import { isOn } from "../../switch";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

export const dynamodbTableCustomerKey = rule({
    name: "dynamodb-table-customer-key",
    description: "DynamoDB tables and their replicas are encrypted with a customer-managed key.",
    why: "The default key belongs to AWS: access to it cannot be withheld, watched or revoked.",
    severity: "medium",
    remediation:
        "Set serverSideEncryption to { enabled: true, kmsKeyArn } and kmsKeyArn of every replica to a key of its own region.",
    frameworks: { pci: ["3.5.1"], gdpr: ["32(1)(a)"], ccpa: ["1798.100(e)", "1798.150(a)(1)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html",
    types: [TABLE, REPLICA],
    check: (table) => {
        if (table.type === REPLICA) {
            mustHaveCustomerKey(table, "kmsKeyArn", "the replica");
            return;
        }
        table.must(
            "serverSideEncryption.enabled",
            isOn,
            "uses a key that AWS owns; set serverSideEncryption.enabled to true",
        );
        mustHaveCustomerKey(table, "serverSideEncryption.kmsKeyArn", "the table");
        for (const replica of table.each("replicas")) {
            mustHaveCustomerKey(replica, "kmsKeyArn", "the replica");
        }
    },
});
