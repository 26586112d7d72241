/** Actions that only look, by how they begin. */
const LOOKING =
    /^(BatchGet|Check|Describe|Detect|Discover|Estimate|Filter|Get|Head|List|Lookup|Preview|Query|Read|Scan|Search|Select|Simulate|Test|Validate|View)/;

/**
 * Actions by service that begin otherwise and yet change nothing that a resource could be named for:
 * they only look, or take no resource at all.
 *
 * From the Service Authorization Reference of AWS, its columns "Access level" and "Resource types".
 */
const EXEMPT: Readonly<Record<string, string>> = {
    backup: "ExportBackupPlanTemplate PutRestoreValidationResult StopBackupJob UpdateGlobalSettings UpdateRegionSettings",
    dax:
        "ConditionCheckItem CreateParameterGroup CreateSubnetGroup DeleteParameterGroup " +
        "DeleteSubnetGroup UpdateParameterGroup UpdateSubnetGroup",
    dynamodb:
        "ConditionCheckItem InjectError PartiQLSelect PurchaseReservedCapacityOfferings " +
        "UpdateAbacStatus",
    events: "PutPartnerEvents PutPermission RemovePermission",
    firehose: "",
    iam:
        "CreateAccountAlias DeleteAccountAlias DeleteAccountPasswordPolicy " +
        "DeleteCloudFrontPublicKey DisableOrganizationsRootCredentialsManagement " +
        "DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation " +
        "EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions " +
        "EnableOutboundWebIdentityFederation GenerateCredentialReport " +
        "GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails " +
        "PutAccountProperties SetSTSRegionalEndpointStatus SetSecurityTokenServicePreferences " +
        "UpdateAccountEmailAddress UpdateAccountName UpdateAccountPasswordPolicy " +
        "UpdateCloudFrontPublicKey UploadCloudFrontPublicKey",
    kinesis:
        "DisableEnhancedMonitoring EnableEnhancedMonitoring InjectApiError SubscribeToShard " +
        "UpdateAccountSettings UpdateShardCount UpdateStreamMode",
    kms:
        "ConnectCustomKeyStore CreateCustomKeyStore CreateKey DeleteCustomKeyStore " +
        "DisconnectCustomKeyStore GenerateRandom UpdateCustomKeyStore",
    lambda:
        "ConnectMicrovm CreateCodeSigningConfig CreateEventSourceMapping CreateMicrovmImage " +
        "PassNetworkConnector",
    logs:
        "AssociateSourceToS3TableIntegration CallWithBearerToken CancelExportTask " +
        "CancelImportTask CreateImportTask CreateLogDelivery DeleteAccountPolicy " +
        "DeleteIndexPolicy DeleteIntegration DeleteLogDelivery DeletePipelineRule " +
        "DeleteQueryDefinition DeleteResourcePolicy DisassociateSourceFromS3TableIntegration " +
        "Link PutAccountPolicy PutIndexPolicy PutIntegration PutPipelineRule " +
        "PutQueryDefinition PutResourcePolicy PutStorageTierPolicy StartLiveTail StartQuery " +
        "StopLiveTail StopQuery Unmask UpdateLogDelivery",
    rds:
        "CancelExportTask CreateDBProxy DownloadCompleteDBLogFile DownloadDBLogFilePortion " +
        "ModifyCertificates ModifyDBRecommendation ModifyRecommendation",
    s3:
        "AllowVendedLogDeliveryForResource CreateJob CreateStorageLensGroup " +
        "PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock " +
        "PutStorageLensConfiguration",
    scheduler: "",
    secretsmanager: "",
    sns:
        "CreatePlatformApplication CreatePlatformEndpoint CreateSMSSandboxPhoneNumber " +
        "DeleteEndpoint DeletePlatformApplication DeleteSMSSandboxPhoneNumber OptInPhoneNumber " +
        "SetEndpointAttributes SetPlatformApplicationAttributes SetSMSAttributes " +
        "VerifySMSSandboxPhoneNumber",
    sqs: "ReceiveMessage",
    ssm:
        "CancelCommand CreateActivation CreateMaintenanceWindow CreateOpsItem CreateOpsMetadata " +
        "CreatePatchBaseline DeleteActivation DeleteInventory ExecuteAPI " +
        "PutConfigurePackageResult PutInventory RegisterManagedInstance StartExecutionPreview " +
        // What an agent tells of itself: AWS's own AmazonSSMManagedInstanceCore allows it on everything.
        "UpdateInstanceInformation",
};

const exempt = new Map(
    Object.entries(EXEMPT).map(([service, names]) => [service, new Set(names.split(" "))]),
);

/**
 * True when the pattern of an action covers some that change something, and that could be allowed for
 * named resources only. False for services that are not listed, as
 * nobody can tell.
 */
export function canChangeNamed(pattern: string): boolean {
    const [service = "", name = ""] = pattern.split(":");
    const others = exempt.get(service.toLowerCase());
    return others !== undefined && !LOOKING.test(name) && !others.has(name);
}
