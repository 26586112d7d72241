import { PulumiCommand } from "@pulumi/pulumi/automation";
import { findCli } from "./find";

/**
 * The Pulumi CLI for the Automation API, got first where there is none.
 * @param report told what takes time
 * @throws Error that says how to mend it, when there is none to be had
 */
export async function pulumiCommand(report: (line: string) => void): Promise<PulumiCommand> {
    const { path, version } = await findCli({ report });
    // The constructor is private, and `PulumiCommand.get` takes only what lies in a folder `bin`.
    const command = Object.create(PulumiCommand.prototype) as PulumiCommand;
    return Object.assign(command, { command: path, version });
}
