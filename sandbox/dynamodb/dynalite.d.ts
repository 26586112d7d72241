declare module "dynalite" {
    import type { Server } from "node:http";

    interface Options {
        /** Folder of the LevelDB store. @default in memory */
        readonly path?: string;
        /** How long tables stay in a passing state, in milliseconds. @default 500 */
        readonly createTableMs?: number;
        readonly deleteTableMs?: number;
        readonly updateTableMs?: number;
    }

    export default function dynalite(options?: Options): Server;
}
