import { serveComponents } from "../provider/components";
import type { Served } from "../provider/serve";
import { constructVpc } from "./vpc";

/** Serves the stand-in for awsx, whose one component is `awsx.ec2.Vpc`. */
export function serveAwsx(): Promise<Served> {
    return serveComponents("awsx", "3.9.0", (name, type, inputs, options) => {
        if (type !== "awsx:ec2:Vpc") {
            throw new Error(`the sandbox's awsx has no ${type}; add it in sandbox/awsx`);
        }
        return constructVpc(name, inputs, options);
    });
}
