import type { Map as ProtoMap } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as pulumi from "@pulumi/pulumi";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import * as sdkServer from "@pulumi/pulumi/provider/server";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import { serializeResourceProperties } from "@pulumi/pulumi/runtime/rpc";
import * as sdkSettings from "@pulumi/pulumi/runtime/settings";
import * as sdkState from "@pulumi/pulumi/runtime/state";
import { handshake, host, type Served, unary } from "./serve";

/** Builds one remote component: makes its children, and answers its URN and outputs. */
export type Construct = (
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
) => Promise<pulumi.provider.ConstructResult>;

/**
 * What the SDK's own provider server stands on. It is in no type declaration, and the server
 * (`pulumi.provider.main`) prints to standard output and can be started once per process only.
 */
const { deserializeInputs } = sdkServer as unknown as {
    deserializeInputs: (
        inputs: Struct | undefined,
        dependencies: ProtoMap<string, pb.ConstructRequest.PropertyDependencies>,
    ) => Promise<pulumi.Inputs>;
};
const { awaitFeatureSupport, waitForRPCs } = sdkSettings as unknown as {
    awaitFeatureSupport: () => Promise<void>;
    waitForRPCs: () => Promise<void>;
};
const { withLocalStorage } = sdkState as unknown as {
    withLocalStorage: <T>(run: () => Promise<T>) => Promise<T>;
};

/**
 * Serves a provider of remote components to the engine, on a free loopback port.
 *
 * Every component is built with SDK state of its own (`withLocalStorage`), apart from that of a
 * Pulumi program which may be running in this process.
 */
export function serveComponents(
    name: string,
    version: string,
    construct: Construct,
): Promise<Served> {
    let engine = "";
    return host(name, {
        ...handshake(version),
        attach: unary((request: { getAddress(): string }) => {
            engine = request.getAddress();
            return new Empty();
        }),
        configure: unary(() => {
            const response = new pb.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setAcceptresources(true);
            response.setAcceptoutputs(true);
            response.setSupportspreview(true);
            return response;
        }),
        construct: unary((request: pb.ConstructRequest) =>
            withLocalStorage(() => orUnhandled(answer(request, engine, construct))),
        ),
    });
}

async function answer(
    request: pb.ConstructRequest,
    engine: string,
    construct: Construct,
): Promise<pb.ConstructResponse> {
    sdkSettings.resetOptions(
        request.getProject(),
        request.getStack(),
        request.getParallel(),
        engine,
        request.getMonitorendpoint(),
        request.getDryrun(),
        request.getOrganization(),
    );
    await awaitFeatureSupport();
    setAllConfig(
        Object.fromEntries(request.getConfigMap().getEntryList()),
        request.getConfigsecretkeysList(),
    );
    const [name, type] = [request.getName(), request.getType()];
    const inputs = await deserializeInputs(request.getInputs(), request.getInputdependenciesMap());
    const { urn, state } = await construct(name, type, inputs, optionsOf(request));
    const response = new pb.ConstructResponse();
    response.setUrn(await valueOf(urn));
    const [properties, dependencies] = await serializeResourceProperties(
        `construct(${type}, ${name})`,
        state,
    );
    for (const [property, resources] of dependencies) {
        const urns = await Promise.all([...resources].map((resource) => valueOf(resource.urn)));
        const list = new pb.ConstructResponse.PropertyDependencies();
        list.setUrnsList(urns);
        response.getStatedependenciesMap().set(property, list);
    }
    response.setState(Struct.fromJavaScript(properties as Record<string, JavaScriptValue>));
    await waitForRPCs();
    return response;
}

/**
 * Waits for `work`, or for the first error that nobody handles. The SDK throws that way when a child
 * of a component is refused, and the component's outputs then never come.
 */
function orUnhandled<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        const events = ["unhandledRejection", "uncaughtException"] as const;
        for (const event of events) {
            process.on(event, reject);
        }
        void work.then(resolve, reject).finally(() => {
            for (const event of events) {
                process.off(event, reject);
            }
        });
    });
}

function optionsOf(request: pb.ConstructRequest): pulumi.ComponentResourceOptions {
    const providers = request.getProvidersMap().getEntryList();
    const parent = request.getParent();
    const timeouts = request.getCustomtimeouts();
    return {
        aliases: request.getAliasesList().map(aliasOf),
        dependsOn: request.getDependenciesList().map((urn) => new pulumi.DependencyResource(urn)),
        protect: request.getProtect(),
        providers: Object.fromEntries(providers.map(([name, ref]) => [name, providerOf(ref)])),
        parent: parent === "" ? undefined : new pulumi.DependencyResource(parent),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        retainOnDelete: request.getRetainondelete(),
        customTimeouts: {
            ...given("create", timeouts?.getCreate() ?? ""),
            ...given("update", timeouts?.getUpdate() ?? ""),
            ...given("delete", timeouts?.getDelete() ?? ""),
        },
    };
}

/** A provider that the program passed on, by its reference: URN and id. */
function providerOf(reference: string): pulumi.ProviderResource {
    return new pulumi.DependencyProviderResource(reference);
}

function aliasOf(alias: Alias): pulumi.ID | pulumi.Alias {
    const spec = alias.getSpec();
    if (spec === undefined) {
        return alias.getUrn();
    }
    const parent = spec.getNoparent() ? pulumi.rootStackResource : spec.getParenturn();
    return {
        ...given("name", spec.getName()),
        ...given("project", spec.getProject()),
        ...given("stack", spec.getStack()),
        ...given("parent", parent),
    };
}

/** Nothing for what the engine left empty. */
function given<T>(name: string, value: T): Record<string, T> {
    return value === "" ? {} : { [name]: value };
}

/** The value of an output as a promise, which fails where the output does. */
function valueOf(output: pulumi.Input<string>): Promise<string> {
    return (pulumi.output(output) as unknown as { promise(): Promise<string> }).promise();
}
