import type { Rule } from "../../rule";
import { kinesisStreamEncryptedWithCustomerKey } from "./kinesis-stream-encrypted-with-customer-key";

export const kinesisRules: readonly Rule[] = [kinesisStreamEncryptedWithCustomerKey];
