import { json, maxLength } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { objectOf } from "../shared/rules";
import { MANAGED_RULES, NEEDED } from "./managed-rules";

const RULE = "AWS::Config::ConfigRule";
const REMEDY = "AWS::Config::RemediationConfiguration";

/** Rules that one pack may have. */
const MAX_RULES = 130;

/** Characters that AWS adds to the name of a rule: `-conformance-pack-` and nine more. */
const SUFFIX = 27;

/** Why the template of a conformance pack is refused, or nothing. It has to be JSON here, no YAML. */
export function templateProblem(body: string): string | undefined {
    const resources = json(body) === undefined ? objectOf(JSON.parse(body))?.Resources : undefined;
    if (json(body) !== undefined || objectOf(resources) === undefined) {
        return json(body) ?? "has no Resources";
    }
    const all = Object.entries(resources as Props).map(
        ([id, resource]) => [id, objectOf(resource) ?? {}] as const,
    );
    const names = all.filter(([, { Type }]) => Type === RULE).map(([, rule]) => nameOf(rule));
    return (
        maxLength(51_200)(body) ??
        (names.length === 0 || names.length > MAX_RULES
            ? `must have 1 to ${MAX_RULES} rules, got ${names.length}`
            : new Set(names).size < names.length
              ? "has two rules of one name"
              : undefined) ??
        all.map(([id, resource]) => resourceProblem(id, resource, names)).find(Boolean)
    );
}

function resourceProblem(id: string, resource: Props, names: string[]): string | undefined {
    if (!/^[A-Za-z0-9]{1,255}$/.test(id)) {
        return `${id}: must be letters and digits`;
    }
    const properties = objectOf(resource.Properties) ?? {};
    switch (resource.Type) {
        case RULE:
            return ruleProblem(id, properties);
        case REMEDY:
            return names.includes(properties.ConfigRuleName as string)
                ? undefined
                : `${id}.ConfigRuleName: there is no rule ${String(properties.ConfigRuleName)}`;
        default:
            return `${id}: must be of type ${RULE} or ${REMEDY}, got ${String(resource.Type)}`;
    }
}

function ruleProblem(id: string, properties: Props): string | undefined {
    const { Owner, SourceIdentifier } = objectOf(properties.Source) ?? {};
    const identifier = String(SourceIdentifier);
    const parameters = objectOf(properties.InputParameters) ?? {};
    const known = MANAGED_RULES[identifier];
    const unknown = Object.keys(parameters).find((name) => known?.includes(name) === false);
    const needed = NEEDED[identifier];
    return Owner !== "AWS"
        ? `${id}.Source: must be owned by AWS`
        : Object.values(parameters).some((value) => typeof value !== "string")
          ? `${id}.InputParameters: every value must be text`
          : JSON.stringify(parameters).length > 1024
            ? `${id}.InputParameters: must have at most 1024 characters`
            : nameOf({ Properties: properties }).length > 128 - SUFFIX
              ? `${id}.ConfigRuleName: must have at most ${128 - SUFFIX} characters`
              : known === undefined
                ? `${id}.Source: the sourceIdentifier ${identifier} is invalid; the sandbox knows those in sandbox/aws/cfg/managed-rules.ts`
                : unknown !== undefined
                  ? `${id}.InputParameters: ${identifier} takes no ${unknown}`
                  : needed !== undefined && parameters[needed] === undefined
                    ? `${id}.InputParameters: ${identifier} needs ${needed}`
                    : undefined;
}

function nameOf(rule: Props): string {
    const name = objectOf(rule.Properties)?.ConfigRuleName;
    return typeof name === "string" ? name : "";
}
