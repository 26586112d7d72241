import type * as pulumi from "@pulumi/pulumi";

/**
 * Puts all resources of a component into `region` instead of the provider's: an element of the
 * component's option `transformations`. A change of the region replaces all of them.
 *
 * What belongs to no region, such as roles, stays as it is. Resources of remote components, such as
 * those of awsx, are out of reach.
 */
export function inRegion(region: string): pulumi.ResourceTransformation {
    return ({ type, props, opts }) =>
        type.startsWith("aws:") && !type.startsWith("aws:iam/")
            ? { props: { ...props, region }, opts }
            : undefined;
}
