import { UNKNOWN } from "./inspect";
import { matches } from "./policy-actions";
import type { Stack, StackResource } from "./resource";

const SELECTION = "aws:backup/selection:Selection";

/**
 * A violation for each resource of `types` that no backup selection takes. Of a stack without any
 * selection nothing is asked: what it has may be backed up from elsewhere.
 */
export function mustBeSelected(stack: Stack, types: readonly string[]): void {
    const selections = stack.of(SELECTION);
    const byArn = stack.links([SELECTION], "resources", types, ["arn"]);
    const rest = selections.filter(
        (selection) => selectsByPattern(selection) || selectsByTag(selection),
    );
    for (const resource of selections.length > 0 ? stack.of(...types) : []) {
        const isTaken =
            byArn.to(resource).length > 0 ||
            rest.some(
                (selection) =>
                    takesByPattern(selection, resource) || takesByTag(selection, resource),
            );
        if (!isTaken) {
            resource.fail(
                "is in no backup plan of this stack; name its ARN in the resources of an aws.backup.Selection",
            );
        }
    }
}

const patternsOf = (selection: StackResource) =>
    selection
        .values("resources")
        .map(String)
        .filter((arn) => arn.includes("*"));

const selectsByPattern = (selection: StackResource) => patternsOf(selection).length > 0;
const selectsByTag = (selection: StackResource) => selection.has("selectionTags");

/** True when a wildcard of the selection stands for the resource, or may once its ARN is known. */
function takesByPattern(selection: StackResource, resource: StackResource): boolean {
    const arn = resource.read("arn");
    const stands = (pattern: string) => typeof arn !== "string" || matches(pattern, arn);
    const left = selection.values("notResources").map(String);
    return patternsOf(selection).some(stands) && !(typeof arn === "string" && left.some(stands));
}

/** True when the resource has, or may have, a tag that the selection goes by. */
function takesByTag(selection: StackResource, resource: StackResource): boolean {
    const own = [resource.partly("tagsAll"), resource.partly("tags")];
    return selection.each("selectionTags").some((tag) =>
        own.some((tags) => {
            const value = (tags as Record<string, unknown> | undefined)?.[String(tag.read("key"))];
            return (
                tags === UNKNOWN ||
                value === UNKNOWN ||
                (value !== undefined && value === tag.read("value"))
            );
        }),
    );
}
