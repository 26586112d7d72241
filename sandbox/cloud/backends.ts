/** A PostgreSQL cluster to be, as RDS would be asked for it. */
export interface DatabaseSpec {
    /** Cluster identifier; unique in the account. */
    readonly id: string;
    readonly databaseName: string;
    readonly masterUsername: string;
    /** None is needed where `image` has one. */
    readonly masterPassword?: string;
    /** Names that the server's TLS certificate must be good for. */
    readonly hostnames: readonly string[];
    /** Parameters of the cluster parameter group, by their PostgreSQL names. */
    readonly parameters: Readonly<Record<string, string>>;
    /** Data to begin with, kept before under this name. @default an empty database */
    readonly image?: string;
}

/** A key-value table to be, in the words of DynamoDB's CreateTable. */
export interface TableSpec {
    readonly name: string;
    readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" | "B" }[];
    readonly hashKey: string;
    readonly rangeKey?: string;
    readonly localSecondaryIndexes: readonly IndexSpec[];
    readonly globalSecondaryIndexes: readonly IndexSpec[];
}

/** A secondary index of a table. */
export interface IndexSpec {
    readonly name: string;
    readonly hashKey: string;
    readonly rangeKey?: string;
    readonly projectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
    readonly nonKeyAttributes?: readonly string[];
}

/** The real servers behind the simulated control plane. */
export interface Backends {
    readonly postgres: {
        /** Makes the cluster's data and starts a server on it; does nothing where both are there. */
        create(spec: DatabaseSpec): Promise<void>;
        setMasterPassword(id: string, password: string): Promise<void>;
        /**
         * Gives the server other parameters: those that `now` names at once, the rest when it is
         * rebooted.
         */
        configure(
            id: string,
            parameters: DatabaseSpec["parameters"],
            now: readonly string[],
        ): Promise<void>;
        /** Restarts the server, with the parameters it was given last. */
        reboot(id: string): Promise<void>;
        /**
         * Keeps the cluster's data, as they are now, under the name `image`.
         * @returns false when it has none yet, as its server was never started
         */
        save(id: string, image: string): Promise<boolean>;
        /** Deletes what is kept under that name, if anything. */
        forget(image: string): Promise<void>;
        /** Stops the server and deletes the data. */
        delete(id: string): Promise<void>;
    };
    readonly dynamodb: {
        /** Makes the table; does nothing where it is there. */
        createTable(spec: TableSpec): Promise<void>;
        /** Gives an existing table the global secondary indexes of `spec`; items stay. */
        updateIndexes(spec: TableSpec): Promise<void>;
        /** Deletes the table with its items; does nothing where there is none. */
        deleteTable(name: string): Promise<void>;
    };
}
