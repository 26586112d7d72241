import { rule } from "../../rule";

const SOURCES = ["accountAggregationSource", "organizationAggregationSource"];

export const configAggregatorAllRegions = rule({
    name: "config-aggregator-all-regions",
    description: "Aggregators of AWS Config cover every region.",
    why: "What somebody makes in the region that is left out is seen by nobody.",
    severity: "low",
    remediation: "Set allRegions to true instead of naming regions.",
    frameworks: { pci: ["11.5.2"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html",
    types: ["aws:cfg/configurationAggregator:ConfigurationAggregator"],
    check: (aggregator) => {
        for (const source of SOURCES.filter((each) => aggregator.has(each))) {
            aggregator.must(
                `${source}.allRegions`,
                (all) => all === true,
                "leaves regions out; set allRegions to true",
            );
        }
    },
});
