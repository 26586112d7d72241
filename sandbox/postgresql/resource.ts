import type { Shape } from "../cloud/model";
import type { Props } from "../provider/provider";
import type { Server } from "./server";

/** One resource type of the provider: what it takes, and what it does on a server. */
export interface Resource extends Shape {
    /** Inputs whose order says nothing. */
    readonly sets?: readonly string[];
    /** Inputs that are used and forgotten: no part of the state, and a change is none. */
    readonly writeOnly?: readonly string[];
    /** Inputs that PostgreSQL decides where the program says nothing. */
    readonly computed?: readonly string[];
    readonly id: (inputs: Props, server: Server) => string;
    /** The inputs that an id stands for, for `pulumi import`; without it there is none. */
    readonly parse?: (id: string) => Props | undefined;
    readonly create: (server: Server, inputs: Props) => Promise<void>;
    /** `changed` tells of an input whether it differs from `olds`. */
    readonly update?: (
        server: Server,
        news: Props,
        olds: Props,
        changed: (input: string) => boolean,
    ) => Promise<void>;
    /** The resource's properties as PostgreSQL has them now; `undefined` when it is gone. */
    readonly read: (server: Server, inputs: Props) => Promise<Props | undefined>;
    readonly delete: (server: Server, state: Props) => Promise<void>;
}
