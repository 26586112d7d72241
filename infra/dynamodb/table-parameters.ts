import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface TableParametersArgs {
    /** What the names begin with, such as `/pii-platform/prod`. Changing it replaces all of them. */
    readonly path: string;
    /** Physical names of the tables by their names in the specs. */
    readonly tableNames: Readonly<Record<string, pulumi.Input<string>>>;
    /** Of the cache that serves, where there is one. */
    readonly daxEndpoint: pulumi.Input<string> | undefined;
}

/**
 * Where the tables and their cache are, as SSM parameters that programs read when they start: no
 * secret. They are `<path>/tables/<table>` and `<path>/dax/endpoint`; the latter is another one once
 * another cluster serves.
 */
export class TableParameters extends pulumi.ComponentResource {
    /** Names of the parameters that there are. */
    readonly names: pulumi.Output<string[]>;

    constructor(name: string, args: TableParametersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:dynamodb:TableParameters", name, {}, opts);
        const parameter = (of: string, insecureValue: pulumi.Input<string>) =>
            new aws.ssm.Parameter(
                `${name}/${of}`,
                // Nothing to hide, so that a preview shows what changes.
                { name: `${args.path}/${of}`, type: "String", insecureValue },
                { parent: this },
            ).name;
        const { daxEndpoint, tableNames } = args;
        this.names = pulumi.all([
            ...Object.entries(tableNames).map(([table, physical]) =>
                parameter(`tables/${table}`, physical),
            ),
            ...(daxEndpoint === undefined ? [] : [parameter("dax/endpoint", daxEndpoint)]),
        ]);
        this.registerOutputs({ names: this.names });
    }
}
