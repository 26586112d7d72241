import type { Rule } from "../../rule";
import { daxClusterEncrypted } from "./dax-cluster-encrypted";
import { daxClusterPrivate } from "./dax-cluster-private";
import { daxClusterTls } from "./dax-cluster-tls";

export const daxRules: readonly Rule[] = [daxClusterEncrypted, daxClusterTls, daxClusterPrivate];
