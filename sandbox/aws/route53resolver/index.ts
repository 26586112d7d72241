import type { Model } from "../../cloud/model";
import { firewallModels } from "./firewall";
import { queryLogModels } from "./query-logs";

/** Route 53 Resolver, as far as logs of DNS queries and DNS Firewall go. */
export const route53ResolverModels: readonly Model[] = [...queryLogModels, ...firewallModels];
