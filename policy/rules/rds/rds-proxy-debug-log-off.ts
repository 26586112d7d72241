import { rule } from "../../rule";

export const rdsProxyDebugLogOff = rule({
    name: "rds-proxy-debug-log-off",
    description: "Database proxies do not log the text of statements.",
    why: "Statements hold personal data, and logs are read by more people than the database.",
    severity: "low",
    remediation: "Leave debugLogging false; AWS switches it off by itself after a day.",
    frameworks: { gdpr: ["5(1)(c)", "25"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html",
    types: ["aws:rds/proxy:Proxy"],
    check: (proxy) => {
        proxy.must(
            "debugLogging",
            (on) => on !== true,
            "logs the text of statements; set debugLogging to false",
        );
    },
});
