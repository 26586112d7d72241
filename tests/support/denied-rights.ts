import type { ControlPolicy, Denial } from "../../infra/organization/control-policy";
import { like } from "../../sandbox/aws/shared/policy-evaluation";

/** A role, and what its own policy lets it do. */
export interface RoleRights {
    readonly arn: string;
    /** The policy as JSON text. */
    readonly policy: string;
}

/**
 * What roles may do by their own policies and policies of the organization deny them always, as
 * `role: action (denial)`. Denials that ask for more than who calls, such as for a region, are left out.
 */
export function deniedRights(
    roles: readonly RoleRights[],
    policies: readonly ControlPolicy[],
): string[] {
    const denials = policies
        .filter(({ kind }) => kind === "service")
        .flatMap(({ statements }) => statements);
    return roles.flatMap(({ arn, policy }) => {
        const { Statement } = JSON.parse(policy) as { Statement: OwnStatement[] };
        return [Statement]
            .flat()
            .filter(({ Effect }) => Effect === "Allow")
            .flatMap((own) =>
                [own.Action]
                    .flat()
                    .flatMap((action) =>
                        denials
                            .filter((denial) =>
                                isDenied(denial, arn, action, [own.Resource].flat()),
                            )
                            .map(({ Sid }) => `${arn.split("/").at(-1) ?? ""}: ${action} (${Sid})`),
                    ),
            );
    });
}

interface OwnStatement {
    readonly Effect: "Allow" | "Deny";
    readonly Action: string | string[];
    readonly Resource: string | string[];
}

function isDenied(
    denial: Denial,
    role: string,
    action: string,
    resources: readonly string[],
): boolean {
    const { ArnNotLike, ...more } = denial.Condition ?? {};
    const exempt = [ArnNotLike?.["aws:PrincipalArn"] ?? []].flat();
    return (
        "Action" in denial &&
        Object.keys(more).length === 0 &&
        !exempt.some((pattern) => like(pattern, role)) &&
        [denial.Action].flat().some((denied) => meet(denied, action)) &&
        [denial.Resource ?? "*"].flat().some((on) => resources.some((own) => meet(on, own)))
    );
}

/** Whether one of two patterns takes in the other. */
function meet(a: string, b: string): boolean {
    return like(a, b) || like(b, a);
}
