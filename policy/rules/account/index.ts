import type { Rule } from "../../rule";
import { accessAnalyzerPresent } from "./access-analyzer-present";
import { accountEbsEncryptedByDefault } from "./account-ebs-encrypted-by-default";
import { accountPasswordPolicyStrong } from "./account-password-policy-strong";
import { accountPasswordsExpire } from "./account-passwords-expire";
import { accountS3PublicAccessBlocked } from "./account-s3-public-access-blocked";
import { configAggregatorAllRegions } from "./config-aggregator-all-regions";
import { configDeliveryChannelPresent } from "./config-delivery-channel-present";
import { configDeliveryEncryptedWithCustomerKey } from "./config-delivery-encrypted-with-customer-key";
import { configRecorderOn } from "./config-recorder-on";
import { configRecordsEverything } from "./config-records-everything";
import { configRecordsGlobalTypes } from "./config-records-global-types";
import { guarddutyEnabled } from "./guardduty-enabled";
import { guarddutyFeaturesEnabled } from "./guardduty-features-enabled";
import { guarddutyFindingsExported } from "./guardduty-findings-exported";
import { guarddutyFindingsFrequent } from "./guardduty-findings-frequent";
import { guarddutyFindingsTold } from "./guardduty-findings-told";
import { inspectorScansFunctions } from "./inspector-scans-functions";
import { macieEnabled } from "./macie-enabled";
import { securityhubBestPractices } from "./securityhub-best-practices";
import { securityhubEnabled } from "./securityhub-enabled";

export const accountRules: readonly Rule[] = [
    accountPasswordPolicyStrong,
    accountPasswordsExpire,
    accountS3PublicAccessBlocked,
    accountEbsEncryptedByDefault,
    accessAnalyzerPresent,
    guarddutyEnabled,
    guarddutyFeaturesEnabled,
    guarddutyFindingsFrequent,
    guarddutyFindingsTold,
    guarddutyFindingsExported,
    configRecorderOn,
    configRecordsEverything,
    configRecordsGlobalTypes,
    configDeliveryChannelPresent,
    configDeliveryEncryptedWithCustomerKey,
    configAggregatorAllRegions,
    securityhubEnabled,
    securityhubBestPractices,
    inspectorScansFunctions,
    macieEnabled,
];
