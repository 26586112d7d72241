import type { Rule } from "../../rule";
import { daxClusterEncrypted } from "./dax-cluster-encrypted";
import { daxClusterNodes } from "./dax-cluster-nodes";
import { daxClusterNotifications } from "./dax-cluster-notifications";
import { daxClusterSecurityGroupExplicit } from "./dax-cluster-security-group-explicit";
import { daxClusterSubnetGroupExplicit } from "./dax-cluster-subnet-group-explicit";
import { daxClusterTls } from "./dax-cluster-tls";
import { daxRoleReadOnly } from "./dax-role-read-only";
import { daxSubnetGroupNotPublic } from "./dax-subnet-group-not-public";
import { daxSubnetGroupZones } from "./dax-subnet-group-zones";

export const daxRules: readonly Rule[] = [
    daxClusterEncrypted,
    daxClusterTls,
    daxClusterSubnetGroupExplicit,
    daxClusterSecurityGroupExplicit,
    daxSubnetGroupNotPublic,
    daxSubnetGroupZones,
    daxClusterNodes,
    daxClusterNotifications,
    daxRoleReadOnly,
];
