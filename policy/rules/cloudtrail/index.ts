import type { Rule } from "../../rule";
import { cloudtrailEventDataStoreEncryptedWithCustomerKey } from "./cloudtrail-event-data-store-encrypted-with-customer-key";
import { cloudtrailEventDataStoreKept } from "./cloudtrail-event-data-store-kept";
import { cloudtrailTrailAllRegions } from "./cloudtrail-trail-all-regions";
import { cloudtrailTrailBucketLogged } from "./cloudtrail-trail-bucket-logged";
import { cloudtrailTrailBucketOwn } from "./cloudtrail-trail-bucket-own";
import { cloudtrailTrailDataEvents } from "./cloudtrail-trail-data-events";
import { cloudtrailTrailEncryptedWithCustomerKey } from "./cloudtrail-trail-encrypted-with-customer-key";
import { cloudtrailTrailFilesAnnounced } from "./cloudtrail-trail-files-announced";
import { cloudtrailTrailFilesValidated } from "./cloudtrail-trail-files-validated";
import { cloudtrailTrailGlobalEvents } from "./cloudtrail-trail-global-events";
import { cloudtrailTrailInsights } from "./cloudtrail-trail-insights";
import { cloudtrailTrailLogging } from "./cloudtrail-trail-logging";
import { cloudtrailTrailManagementEvents } from "./cloudtrail-trail-management-events";
import { cloudtrailTrailPresent } from "./cloudtrail-trail-present";
import { cloudtrailTrailToLogGroup } from "./cloudtrail-trail-to-log-group";

export const cloudtrailRules: readonly Rule[] = [
    cloudtrailTrailPresent,
    cloudtrailTrailLogging,
    cloudtrailTrailAllRegions,
    cloudtrailTrailGlobalEvents,
    cloudtrailTrailManagementEvents,
    cloudtrailTrailDataEvents,
    cloudtrailTrailFilesValidated,
    cloudtrailTrailEncryptedWithCustomerKey,
    cloudtrailTrailBucketOwn,
    cloudtrailTrailBucketLogged,
    cloudtrailTrailToLogGroup,
    cloudtrailTrailFilesAnnounced,
    cloudtrailTrailInsights,
    cloudtrailEventDataStoreEncryptedWithCustomerKey,
    cloudtrailEventDataStoreKept,
];
