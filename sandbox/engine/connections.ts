import * as settings from "@pulumi/pulumi/runtime/settings";

/** What the SDK connects with; its declarations leave it out. */
const { grpcClientOptions } = settings as unknown as {
    readonly grpcClientOptions: Record<string, unknown>;
};

/**
 * Gives each program connections to its engine of its own. The SDK never closes those of a program
 * that runs in this process, and gRPC shares connections by address: an engine that got the port of one
 * that is gone would not be found, as that one is still being looked for ("14 UNAVAILABLE: No
 * connection established. Last error: null").
 */
export function ownConnections(): void {
    grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
}
