import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

export const residencyTables: readonly Table[] = [
    {
        rule: "residency",
        on: good.subnet,
        bad: {
            "its own region": { region: "us-east-1" },
            "its zone": { availabilityZone: "us-east-1a" },
            "a region that begins alike": { availabilityZone: "eu-west-12a" },
        },
        fine: { "a local zone": { availabilityZone: "eu-central-1-ham-1a" } },
        late: { region: [{ region: unknown }, { region: "us-east-1" }] },
    },
    {
        rule: "residency",
        on: good.table,
        bad: {
            "a witness": { globalTableWitness: { regionName: "us-east-1" } },
            "a replica": {
                replicas: [
                    { ...(good.table.props.replicas as [object])[0], regionName: "us-east-1" },
                ],
            },
        },
    },
    {
        rule: "residency",
        on: good.secret,
        bad: { "a replica": { replicas: [{ region: "us-east-1", kmsKeyId: "arn" }] } },
    },
    {
        rule: "residency",
        on: good.cluster,
        bad: { "a zone": { availabilityZones: ["eu-west-1a", "us-east-1a"] } },
    },
    {
        rule: "residency",
        on: good.awsProvider,
        bad: {
            "the provider's": { region: "us-east-1" },
            "from the environment": { region: undefined },
        },
    },
];
