import { webAclMistakes } from "../../infra/waf/web-acl-mistakes";
import type { Mistake, Subject } from "./rules";

/** What is wrong with the guardrails that are asked for, beside the form of single values. */
export function guardrailsMistakes({ config, accountIds }: Subject): Mistake[] {
    const { guardrails, region } = config;
    const { recorder, securityHub, securityContact, accountDefaults } = guardrails;
    return [
        ...webAclMistakes(guardrails.webAcl?.associate ?? [], { region, accountIds }).map(
            ({ where, got, advice }) => ({ key: `pii:guardrails.webAcl.${where}`, got, advice }),
        ),
        ...when(securityHub === "own" && recorder === "skip", {
            key: "pii:guardrails.securityHub",
            got: securityHub,
            advice: 'must be "skip", or pii:guardrails.recorder "own" or "adopt": its checks read what AWS Config records',
        }),
        ...when(securityContact !== undefined && accountDefaults === "skip", {
            key: "pii:guardrails.securityContact",
            got: securityContact,
            advice: 'must be left out, or pii:guardrails.accountDefaults "own": the contact is one of them',
        }),
    ];
}

function when(broken: boolean, mistake: Mistake): Mistake[] {
    return broken ? [mistake] : [];
}
