import pc from "picocolors";
import type { Finding } from "../engine/run-report";
import { countByLayer } from "../platform/layers";
import type { Login } from "../platform/logins";
import type { Sandbox } from "../platform/sandbox";
import { plainTable } from "./plain-table";
import { changesOf, type Outcome, type Run } from "./deploy";

interface Result {
    readonly environment: string;
    readonly run: Run;
    readonly sandbox: Pick<Sandbox, "account" | "layout" | "dynamodbEndpoint">;
    readonly outcomes: readonly Outcome[];
    /** Empty after a preview. */
    readonly logins: readonly Login[];
}

const TABLE = "aws:dynamodb/table:Table";

/** What a person wants to know at the end: what is there, how to use it, what to try next. */
export function summary(result: Result): string {
    return [
        headline(result),
        layers(result),
        policies(result),
        ...(result.run === "up" ? [database(result), tables(result), endpoints(result)] : []),
        next(result),
    ]
        .filter((part) => part !== "")
        .map((part) => `\n${part}`)
        .join("\n");
}

function headline({ environment, run, outcomes }: Result): string {
    const changed = outcomes.some(({ report }) => report.changed > 0);
    const what =
        run === "preview"
            ? `${environment} was previewed, nothing was changed`
            : `${environment} is up${changed ? "" : ", no changes"}`;
    return [
        pc.bold(pc.green(what)),
        "AWS itself is simulated here: no account was touched, nothing costs anything.",
        "Real are the Pulumi engine, the policy checks, PostgreSQL 16 and the DynamoDB API.",
    ].join("\n");
}

function layers({ outcomes, run, sandbox }: Result): string {
    const table = plainTable(["Layer", "Resources", "Changes"]);
    for (const { stack, report } of outcomes) {
        if (sandbox.layout === "whole") {
            for (const [layer, count] of countByLayer(stack.state?.resources ?? [])) {
                table.push([layer, right(count), ""]);
            }
        }
        const name = sandbox.layout === "whole" ? "in all, with the stack itself" : stack.name;
        table.push([name, right(report.resources), changesOf(report, run)]);
    }
    return table.toString().replace(/ +$/gm, "");
}

function policies({ outcomes }: Result): string {
    const rules = new Set(outcomes.flatMap(({ report }) => [...report.rules]));
    const findings = outcomes.flatMap(({ report }) => report.findings);
    const advisories = findings.filter(({ mandatory }) => !mandatory);
    const verdict = `${pc.bold("Policies")}: ${rules.size} rules had something to judge, no violations`;
    return [
        `${verdict}${advisories.length === 0 ? "" : `, ${advisories.length} advisories`}`,
        ...advisories.map(advisory),
    ].join("\n");
}

function advisory({ rule, resource, message }: Finding): string {
    const [first = "", ...rest] = message.split("\n");
    const about = resource === undefined ? "" : ` ${resource}`;
    return [`  ${rule}${about}: ${first}`, ...rest.map((line) => `    ${line}`)].join("\n");
}

function database({ logins }: Result): string {
    if (logins.length === 0) {
        return "";
    }
    return [
        `${pc.bold("PostgreSQL")}, in place of Aurora; the passwords are in the passfile`,
        ...logins.flatMap(({ role, groups, by, psql }) => [
            `  ${pc.cyan(role)}: ${groups.join(", ")}; logs in with ${by} at AWS`,
            `    ${psql}`,
        ]),
    ].join("\n");
}

function tables({ sandbox }: Result): string {
    const names = sandbox.account.all(TABLE).map(({ id }) => id);
    const [first] = names;
    return first === undefined
        ? ""
        : [
              `${pc.bold("DynamoDB")} at ${sandbox.dynamodbEndpoint}, any credentials`,
              ...names.map((name) => `  ${pc.cyan(name)}`),
              `    aws dynamodb scan --table-name ${first} --endpoint-url ${sandbox.dynamodbEndpoint} --region ${regionOf(sandbox, first)}`,
          ].join("\n");
}

/** Addresses that the control plane gave out; no machine answers to them. */
function endpoints({ sandbox: { account } }: Result): string {
    const named = [
        ...account.all("aws:rds/cluster:Cluster").flatMap(({ outputs }) => [
            ["Aurora, writer", outputs.endpoint],
            ["Aurora, readers", outputs.readerEndpoint],
        ]),
        ...account.all("aws:rds/proxy:Proxy").map(({ outputs }) => ["RDS Proxy", outputs.endpoint]),
        ...account
            .all("aws:dax/cluster:Cluster")
            .map(({ outputs: { clusterAddress, port } }) => [
                "DAX",
                `daxs://${clusterAddress as string}:${port as number}`,
            ]),
    ] as [string, string][];
    return named.length === 0
        ? ""
        : [
              `${pc.bold("Endpoints")} that programs would be given at AWS (simulated, nothing answers)`,
              ...named.map(([what, address]) => `  ${what.padEnd(15)}  ${address}`),
          ].join("\n");
}

function regionOf({ account }: Pick<Sandbox, "account">, table: string): string {
    return account.get(TABLE, table)?.outputs.region as string;
}

function next({ environment, run }: Result): string {
    const start = environment === "dev" ? "npm start" : `npm start -- --stack ${environment}`;
    const preview = `npm start -- ${environment === "dev" ? "" : `--stack ${environment} `}--preview`;
    const ideas: readonly (readonly [string, string])[] = [
        run === "preview" ? [start, "deploys it"] : [start, "again: shows no changes"],
        [preview, `after a change in Pulumi.${environment}.yaml: see what it would do`],
        ...(environment === "dev"
            ? ([["npm start -- --stack prod", "rehearse production, layer by layer"]] as const)
            : []),
        ["npm stop", "stop the servers; the data stay (with `-- --purge` they go)"],
    ];
    const width = Math.max(...ideas.map(([command]) => command.length));
    return [
        pc.bold("Next"),
        ...ideas.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
    ].join("\n");
}

function right(count: number) {
    return { content: String(count), hAlign: "right" as const };
}
