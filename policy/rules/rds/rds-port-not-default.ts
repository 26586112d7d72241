import { CLUSTER, INSTANCE } from "../../databases";
import { rule } from "../../rule";

/** What the engines have, by how their names begin; Aurora's are their models'. */
const DEFAULT_PORTS: readonly [engine: RegExp, port: number][] = [
    [/postgres/, 5432],
    [/mysql|mariadb/, 3306],
    [/^oracle|^custom-oracle/, 1521],
    [/sqlserver/, 1433],
    [/^db2/, 50000],
];

export const rdsPortNotDefault = rule({
    name: "rds-port-not-default",
    description: "Databases listen at another port than the default of their engine.",
    why: "Blind attempts go to the default port first. Off by default, because whoever reaches the subnet finds another port within seconds, and every client has to be told.",
    severity: "low",
    remediation: "Set port to another number; it changes in place, and clients must follow.",
    frameworks: { fsbp: ["RDS.23"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-23",
    level: "disabled",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        const engine = String(database.read("engine"));
        const standard = DEFAULT_PORTS.find(([name]) => name.test(engine))?.[1];
        if (standard !== undefined) {
            database.must(
                "port",
                (port) => port !== undefined && port !== standard,
                `listens at port ${standard}, which everybody tries; set port to another one`,
            );
        }
    },
});
