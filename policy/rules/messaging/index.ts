import type { Rule } from "../../rule";
import { snsDeliveryLogged } from "./sns-delivery-logged";
import { snsSubscriptionNotPlain } from "./sns-subscription-not-plain";
import { snsTopicCustomerKey } from "./sns-topic-customer-key";
import { snsTopicTlsOnly } from "./sns-topic-tls-only";
import { sqsQueueCustomerKey } from "./sqs-queue-customer-key";
import { sqsQueueDeadLetters } from "./sqs-queue-dead-letters";
import { sqsQueueTlsOnly } from "./sqs-queue-tls-only";

export const messagingRules: readonly Rule[] = [
    snsTopicCustomerKey,
    snsTopicTlsOnly,
    snsDeliveryLogged,
    snsSubscriptionNotPlain,
    sqsQueueCustomerKey,
    sqsQueueTlsOnly,
    sqsQueueDeadLetters,
];
