import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { leave } from "../../sandbox/aws/rds/global-members";
import { CLUSTER, GLOBAL_CLUSTER, SNAPSHOT } from "../../sandbox/aws/rds/types";
import { masterOf } from "../../sandbox/platform/master";
import { query } from "../support/postgres";
import { failure, Rehearsal } from "../support/rehearsal";

/** Burstable instances, staging's own, AWS has in no global database. */
const instances = { instanceClass: "db.r7g.large" };
const ALONE = { "pii:aurora": instances };
const GLOBAL = { "pii:aurora": { ...instances, global: { unsafeMasterPasswordInState: true } } };
const AWAY = {
    ...ALONE,
    "aws:region": "eu-central-1",
    "pii:residency": ["eu-west-1", "eu-central-1"],
    "pii:network": {
        cidrBlock: "10.64.0.0/16",
        availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    },
};
const FOLLOWING = {
    ...AWAY,
    "pii:aurora": {
        ...instances,
        follows: { globalCluster: "pii-staging-global", primaryRegion: "eu-west-1" },
    },
};
/** As if the cluster that has data already were to follow. */
const JOINING = {
    "pii:residency": AWAY["pii:residency"],
    "pii:aurora": {
        ...instances,
        follows: { globalCluster: "pii-other-global", primaryRegion: "eu-central-1" },
    },
};

describe("a global database on the real engine", function () {
    const staging = new Rehearsal("staging", ["pii-keys", "pii-network", "pii-aurora"]);
    const first = staging.beside("staging", ["pii-aurora"]);
    const away = staging.beside("staging-away");
    const follower = staging.beside("staging-away", ["pii-aurora"]);
    after(() => staging.end());

    it("begins with the cluster that is there, which stays in place", async () => {
        await staging.up(ALONE);
        const { message } = await failure(first.preview(JOINING));
        assert.match(message, /pii:aurora.follows is given, but pii-staging is there and has data/);

        await run(first, "create table person (name text)");
        await run(first, "insert into person values ('Ada')");
        assert.deepEqual(
            (await first.up(GLOBAL)).filter((step) => !step.includes("dashboard")),
            [
                "create pii-staging-global (aws:rds/globalCluster:GlobalCluster)",
                "create pii-staging-master (aws:secretsmanager/secret:Secret)",
                "create pii-staging-master (aws:secretsmanager/secretVersion:SecretVersion)",
                "create pii-staging-master (pii:aurora:MasterPassword)",
                "create pii-staging-master (random:index/randomPassword:RandomPassword)",
                "delete pii-staging-master (aws:secretsmanager/secretRotation:SecretRotation)",
                "update pii-staging (aws:rds/cluster:Cluster)",
                "update pii-staging-connection-master-secret-arn (aws:ssm/parameter:Parameter)",
            ],
        );
        assert.deepEqual(await run(first, "select name from person"), [{ name: "Ada" }]);
    });

    it("is followed from another region, by stacks of their own", async () => {
        await away.up(FOLLOWING);
        assert.deepEqual(await run(follower, "select name from person"), [{ name: "Ada" }]);
        await assert.rejects(run(follower, "delete from person"), /read-only transaction/);
        assert.deepEqual(await follower.preview(FOLLOWING), []);
        const inside = away.beside("staging-away", ["pii-database"]);
        const { message } = await failure(inside.preview(FOLLOWING));
        assert.match(message, /pii:aurora.follows is given; what is inside the database comes/);
        assert.deepEqual(await first.preview(GLOBAL), []);
    });

    it("keeps its cluster from a password that RDS manages", async () => {
        const { message } = await failure(first.up(ALONE));
        assert.match(message, /not while the cluster is part of a global database/);
    });

    it("is left for good by the cluster that follows, when the first is lost", async () => {
        // As `aws rds remove-from-global-cluster` does.
        await follower.with(FOLLOWING, ({ account }) => {
            leave(account, "pii-staging-away");
            return Promise.resolve();
        });
        const steps = await follower.up(AWAY);
        assert.ok(steps.includes("update pii-staging-away (aws:rds/cluster:Cluster)"));
        assert.deepEqual(
            steps.filter((step) => /replace|delete/.test(step)),
            [],
        );
        await run(follower, "insert into person values ('Blaise')");
        assert.deepEqual(await follower.preview(AWAY), []);
    });

    it("is taken apart: its clusters go, and leave their snapshots", async () => {
        await first.destroy(GLOBAL);
        await staging.with(GLOBAL, ({ account }) => {
            const ids = (type: string) => account.all(type).map(({ id }) => id);
            assert.deepEqual(ids(GLOBAL_CLUSTER), []);
            assert.deepEqual(ids(CLUSTER), ["pii-staging-away"]);
            assert.match(ids(SNAPSHOT).join(" "), /^pii-staging-final-[0-9a-f]{8}$/);
            return Promise.resolve();
        });
    });
});

/** Runs a statement in the cluster of the stack, as its master. */
function run(rehearsal: Rehearsal, statement: string): Promise<object[]> {
    const config = rehearsal.stack === "staging" ? GLOBAL : FOLLOWING;
    return rehearsal.with(config, async ({ account, postgres }) => {
        const master = masterOf(account, postgres, rehearsal.stack);
        assert.ok(master);
        const ssl = { ca: readFileSync(postgres.caFile, "utf8") };
        // RDS may not tell its name of the one that follows.
        return query<object>({ ...master, database: "pii_db", ssl }, statement);
    });
}
