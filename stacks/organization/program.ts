import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { controlPolicies } from "../../infra/organization/control-policies";
import { organizationMistakes } from "../../infra/organization/organization-mistakes";
import { OrganizationPolicies } from "../../infra/organization/organization-policies";
import { userError } from "../../infra/user-error";
import { mistakesMessage } from "../config/raw";
import type { OrganizationConfig } from "./config";

/**
 * Policies above the accounts of the environments. No layer of any: it is deployed once, in another
 * account, by others.
 */
export async function organization(
    config: OrganizationConfig,
): Promise<{ policyIds: pulumi.Output<Record<string, string>> }> {
    const policies = controlPolicies(config.policies, config);
    const found = await aws.organizations.getOrganization();
    const mistakes = organizationMistakes(found, config, policies).map(
        ({ where, got, advice }) => ({ key: `pii:organization.${where}`, got, advice }),
    );
    if (mistakes.length > 0) {
        throw userError(mistakesMessage(config.stack, mistakes));
    }
    const { policyIds } = new OrganizationPolicies(`pii-${config.stack}`, {
        policies,
        targetIds: config.targets,
        protect: config.deletionProtection,
    });
    return { policyIds };
}
