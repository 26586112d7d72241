import { webAclMistakes } from "../../infra/waf/web-acl-mistakes";
import type { Mistake, Subject } from "./rules";

/** What is wrong with the guardrails that are asked for, beside the form of single values. */
export function guardrailsMistakes({ config: { guardrails, region } }: Subject): Mistake[] {
    return webAclMistakes(guardrails.webAcl?.associate ?? [], region).map(
        ({ where, got, advice }) => ({ key: `pii:guardrails.webAcl.${where}`, got, advice }),
    );
}
