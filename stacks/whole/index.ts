import * as pulumi from "@pulumi/pulumi";
import { aurora } from "../aurora/program";
import { readConfig } from "../config/read";
import { direct, type Exports } from "../contracts";
import { database } from "../database/program";
import { dynamodb } from "../dynamodb/program";
import { guardrails } from "../guardrails/program";
import { keys } from "../keys/program";
import { network } from "../network/program";
import { requireLayout } from "../layout";

/** The whole environment in one stack: every layer's program, its outputs handed on directly. */
export = async function whole() {
    const config = readConfig();
    requireLayout(config, "whole");
    const keysOut = direct<"keys">(keys(config));
    const networkOut = direct<"network">(network(config, keysOut));
    const auroraOut = direct<"aurora">(await aurora(config, keysOut, networkOut));
    const dynamodbOut = direct<"dynamodb">(await dynamodb(config, keysOut, networkOut));
    let databaseOut: Exports<"database"> | undefined;
    if (config.database.connection === "none") {
        await pulumi.log.info('the database layer waits: pii:database.connection is "none"');
    } else if (config.aurora.follows !== undefined) {
        await pulumi.log.info("what is in the database comes from the cluster that it follows");
    } else {
        databaseOut = database(config, keysOut, auroraOut);
    }
    return {
        keys: keysOut,
        network: networkOut,
        aurora: auroraOut,
        dynamodb: dynamodbOut,
        database: databaseOut,
        guardrails: await guardrails(config, keysOut, networkOut, dynamodbOut),
    };
};
