import type { ConfigRule } from "./config-rules";

/** A remedy of AWS's own, for what breaks a rule. */
interface Remedy {
    readonly document: string;
    readonly resourceType: string;
    /** The document's parameter that takes the resource's id. */
    readonly parameter: string;
}

/**
 * Remedies that can do no harm: each switches on what every cluster and table of the platform has,
 * at once and without an interruption. Documented in
 * https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/
 */
export const REMEDIES: Readonly<Record<string, Remedy>> = {
    RDS_CLUSTER_DELETION_PROTECTION_ENABLED: {
        document: "AWSConfigRemediation-EnableRDSClusterDeletionProtection",
        resourceType: "AWS::RDS::DBCluster",
        parameter: "ClusterId",
    },
    RDS_PGSQL_CLUSTER_COPY_TAGS_TO_SNAPSHOT_CHECK: {
        document: "AWSConfigRemediation-EnableCopyTagsToSnapshotOnRDSCluster",
        resourceType: "AWS::RDS::DBCluster",
        parameter: "DbClusterResourceId",
    },
    DYNAMODB_PITR_ENABLED: {
        document: "AWSConfigRemediation-EnablePITRForDynamoDbTable",
        resourceType: "AWS::DynamoDB::Table",
        parameter: "TableName",
    },
};

/**
 * The body of a conformance pack, as JSON text.
 * @param prefix start of the rules' names; AWS adds the pack's id behind them
 * @param roleArn of the role that remedies work as
 */
export function packTemplate(
    prefix: string,
    rules: readonly ConfigRule[],
    roleArn: string,
): string {
    const resources = rules.flatMap((rule) => {
        const { identifier } = rule;
        const name = `${prefix}-${identifier.toLowerCase().replaceAll("_", "-")}`;
        const id = logicalId(identifier);
        const remedy = REMEDIES[identifier];
        return [
            [id, ruleResource(rule, name)],
            ...(remedy === undefined
                ? []
                : [[`${id}Remedy`, remedyResource(remedy, name, id, roleArn)]]),
        ] as [string, object][];
    });
    return JSON.stringify({ Resources: Object.fromEntries(resources) });
}

function ruleResource({ identifier, parameters }: ConfigRule, name: string): object {
    return {
        Type: "AWS::Config::ConfigRule",
        Properties: {
            ConfigRuleName: name,
            Source: { Owner: "AWS", SourceIdentifier: identifier },
            ...(parameters !== undefined && { InputParameters: parameters }),
        },
    };
}

function remedyResource(remedy: Remedy, rule: string, ruleId: string, roleArn: string): object {
    return {
        Type: "AWS::Config::RemediationConfiguration",
        DependsOn: ruleId,
        Properties: {
            ConfigRuleName: rule,
            ResourceType: remedy.resourceType,
            TargetType: "SSM_DOCUMENT",
            TargetId: remedy.document,
            TargetVersion: "1",
            Automatic: false,
            Parameters: {
                AutomationAssumeRole: { StaticValue: { Values: [roleArn] } },
                [remedy.parameter]: { ResourceValue: { Value: "RESOURCE_ID" } },
            },
        },
    };
}

/** `RdsStorageEncrypted` of `RDS_STORAGE_ENCRYPTED`. */
function logicalId(identifier: string): string {
    return identifier
        .toLowerCase()
        .split("_")
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join("");
}
