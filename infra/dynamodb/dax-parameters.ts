import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CacheSpec, TableSpec } from "../../tables/table-spec";

/**
 * How old answers of a cluster may be that caches these tables. A cluster has one age for all, so it
 * is the least that any of them asks for; `undefined` when none is cached.
 */
export function cacheAges(specs: readonly Pick<TableSpec, "cache">[]): CacheSpec | undefined {
    const caches = specs.flatMap(({ cache }) => (cache === undefined ? [] : [cache]));
    return caches.length === 0
        ? undefined
        : {
              itemSeconds: Math.min(...caches.map(({ itemSeconds }) => itemSeconds)),
              querySeconds: Math.min(...caches.map(({ querySeconds }) => querySeconds)),
          };
}

/**
 * The parameters of a cluster. DAX changes no group that is in use
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.cluster-management.html), but
 * a cluster can be given another one, which takes effect at once: so the ages are in the name, and
 * with other ages there is another group.
 */
export function cacheParameters(
    name: string,
    clusterName: string,
    { itemSeconds, querySeconds }: CacheSpec,
    opts: pulumi.CustomResourceOptions,
): aws.dax.ParameterGroup {
    return new aws.dax.ParameterGroup(
        name,
        {
            name: `${clusterName}-${itemSeconds}s-${querySeconds}s`,
            // By name, as AWS tells of them.
            parameters: [
                { name: "query-ttl-millis", value: String(querySeconds * 1000) },
                { name: "record-ttl-millis", value: String(itemSeconds * 1000) },
            ],
        },
        opts,
    );
}
