import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
    type IResourceProviderServer,
    ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { unwrapRpcSecret } from "@pulumi/pulumi/runtime/rpc";
import type { Failure, Props, Provider } from "./provider";

/** A provider that listens on loopback, ready for the engine to attach to. */
export interface Served {
    readonly name: string;
    readonly port: number;
    close(): void;
}

/**
 * Serves `provider` to the engine over gRPC on a free loopback port.
 *
 * The SDK's own server (`provider.main`) knows neither previews nor detailed diffs, which the real
 * AWS provider has; without them a rehearsal would show `output<string>` where AWS shows a value.
 */
export function serve(provider: Provider): Promise<Served> {
    return host(provider.name, implementation(provider));
}

/** Serves methods of a provider to the engine on a free loopback port. */
export async function host(
    name: string,
    methods: Partial<IResourceProviderServer>,
): Promise<Served> {
    const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
    server.addService(ResourceProviderService, methods as never);
    const port = await listen(server);
    return {
        name,
        port,
        close: () => {
            server.forceShutdown();
        },
    };
}

/** Binds `server` to a free loopback port. */
export function listen(server: grpc.Server): Promise<number> {
    return new Promise((resolve, reject) => {
        const credentials = grpc.ServerCredentials.createInsecure();
        server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
            if (error) {
                reject(error);
            } else {
                resolve(port);
            }
        });
    });
}

/** What every provider answers alike, of whatever kind its resources are. */
export function handshake(version: string): Partial<IResourceProviderServer> {
    return {
        attach: unary(() => new Empty()),
        cancel: unary(() => new Empty()),
        getPluginInfo: unary(() => {
            const info = new PluginInfo();
            info.setVersion(version);
            return info;
        }),
        checkConfig: unary((request: pb.CheckRequest) => {
            const response = new pb.CheckResponse();
            response.setInputs(request.getNews());
            return response;
        }),
        diffConfig: unary(() => new pb.DiffResponse()),
    };
}

function implementation(provider: Provider): Partial<IResourceProviderServer> {
    return {
        ...handshake(provider.version),
        configure: unary(async (request: pb.ConfigureRequest) => {
            // Secrets among the settings come wrapped, before anybody could ask for them in clear.
            const settings = Object.entries(props(request.getArgs())).map(
                ([name, value]) => [name, unwrapRpcSecret(value) as unknown] as const,
            );
            await provider.configure?.(Object.fromEntries(settings));
            const response = new pb.ConfigureResponse();
            response.setSupportspreview(true);
            // The engine then hands secrets over in clear and marks what comes back itself.
            response.setAcceptsecrets(false);
            return response;
        }),
        check: unary((request: pb.CheckRequest) => {
            const { inputs, failures } = provider.check({
                urn: request.getUrn(),
                type: typeOf(request.getUrn()),
                name: nameOf(request.getUrn()),
                olds: props(request.getOlds()),
                news: props(request.getNews()),
                randomSeed: request.getRandomseed_asU8(),
            });
            const response = new pb.CheckResponse();
            response.setInputs(struct(inputs));
            response.setFailuresList(failures.map(failure));
            return response;
        }),
        diff: unary((request: pb.DiffRequest) => {
            const all = provider.diff({
                type: typeOf(request.getUrn()),
                olds: props(request.getOlds()),
                oldInputs: props(request.getOldInputs()),
                news: props(request.getNews()),
            });
            const counts = (path: string) => !request.getIgnorechangesList().includes(path);
            const difference = {
                ...all,
                changed: all.changed.filter(counts),
                replaces: all.replaces.filter(counts),
            };
            const { DiffChanges } = pb.DiffResponse;
            const response = new pb.DiffResponse();
            const some = difference.changed.length > 0;
            response.setChanges(some ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
            response.setDiffsList(topLevel(difference.changed));
            response.setReplacesList(topLevel(difference.replaces));
            response.setDeletebeforereplace(difference.deleteBeforeReplace ?? false);
            response.setHasdetaileddiff(true);
            for (const path of difference.changed) {
                const { Kind } = pb.PropertyDiff;
                const detail = new pb.PropertyDiff();
                const replaces = difference.replaces.includes(path);
                detail.setKind(replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE);
                detail.setInputdiff(true);
                response.getDetaileddiffMap().set(path, detail);
            }
            return response;
        }),
        create: unary(async (request: pb.CreateRequest) => {
            const { id, outputs } = await provider.create({
                urn: request.getUrn(),
                type: typeOf(request.getUrn()),
                name: nameOf(request.getUrn()),
                inputs: props(request.getProperties()),
                preview: request.getPreview(),
            });
            const response = new pb.CreateResponse();
            response.setId(id);
            response.setProperties(struct(outputs));
            return response;
        }),
        update: unary(async (request: pb.UpdateRequest) => {
            const outputs = await provider.update({
                urn: request.getUrn(),
                type: typeOf(request.getUrn()),
                id: request.getId(),
                olds: props(request.getOlds()),
                oldInputs: props(request.getOldInputs()),
                news: props(request.getNews()),
                preview: request.getPreview(),
            });
            const response = new pb.UpdateResponse();
            response.setProperties(struct(outputs));
            return response;
        }),
        read: unary(async (request: pb.ReadRequest) => {
            const found = await provider.read({
                urn: request.getUrn(),
                type: typeOf(request.getUrn()),
                id: request.getId(),
                inputs: props(request.getInputs()),
                state: props(request.getProperties()),
            });
            const response = new pb.ReadResponse();
            if (found !== undefined) {
                response.setId(found.id);
                response.setInputs(struct(found.inputs));
                response.setProperties(struct(found.outputs));
            }
            return response;
        }),
        delete: unary(async (request: pb.DeleteRequest) => {
            await provider.delete({
                urn: request.getUrn(),
                type: typeOf(request.getUrn()),
                id: request.getId(),
                state: props(request.getProperties()),
            });
            return new Empty();
        }),
        invoke: unary(async (request: pb.InvokeRequest) => {
            const result = await provider.invoke(request.getTok(), props(request.getArgs()));
            const response = new pb.InvokeResponse();
            response.setReturn(struct(result));
            return response;
        }),
    };
}

/** A unary gRPC method from a plain function; what it throws reaches the engine as the reason. */
export function unary<Request, Response>(
    method: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        void (async () => {
            try {
                callback(null, await method(call.request));
            } catch (error) {
                const details = error instanceof Error ? error.message : String(error);
                callback({ code: grpc.status.UNKNOWN, details });
            }
        })();
    };
}

function props(value: Struct | undefined): Props {
    return value === undefined ? {} : value.toJavaScript();
}

function struct(value: Props): Struct {
    // Through JSON, because `undefined` has no place in a protobuf struct.
    const plain = JSON.parse(JSON.stringify(value)) as Record<string, JavaScriptValue>;
    return Struct.fromJavaScript(plain);
}

function failure({ property, reason }: Failure): pb.CheckFailure {
    const result = new pb.CheckFailure();
    result.setProperty(property);
    result.setReason(reason);
    return result;
}

function topLevel(paths: readonly string[]): string[] {
    return [...new Set(paths.map((path) => path.split(/[.[]/, 1)[0] ?? path))];
}

/** `aws:kms/key:Key` of `urn:pulumi:dev::proj::pii:keys:DataKey$aws:kms/key:Key::aurora`. */
function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
