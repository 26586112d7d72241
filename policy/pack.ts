import { PolicyPack } from "@pulumi/policy";
import { policyOf } from "./policy-of";
import { rules } from "./rules";

new PolicyPack("pii-platform", { policies: rules.map(policyOf), enforcementLevel: "mandatory" });
