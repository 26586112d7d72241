import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./policy-of";
import { rules } from "./rules";

new PolicyPack("pii-platform", { policies: policiesOf(rules), enforcementLevel: "mandatory" });
