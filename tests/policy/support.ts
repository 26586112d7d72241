import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";

/** How the engine sends a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Props = Readonly<Record<string, unknown>>;

/** A resource as the engine would describe it to the pack. */
export interface Sample {
    readonly type: string;
    readonly name: string;
    readonly props: Props;
    readonly stack?: string;
    /** @default true */
    readonly protect?: boolean;
    /** Properties whose changes the program ignores. */
    readonly ignoreChanges?: readonly string[];
    /** Settings of the provider that makes it. */
    readonly provider?: Props;
    /** Name of the component it is part of. */
    readonly parent?: string;
    /** Names of the resources that a property was made from, by property. */
    readonly madeFrom?: Readonly<Record<string, readonly string[]>>;
}

export interface Finding {
    readonly rule: string;
    readonly level: "advisory" | "mandatory";
    readonly message: string;
    /** Name of the resource; absent when it is about the stack. */
    readonly on?: string;
}

/** Levels and parameters, as a policy config file has them. */
export type PackConfig = Readonly<Record<string, string | Props>>;

/** The pack as Pulumi runs it: its own process, asked over gRPC. */
export class Pack {
    #output = "";
    #errors = "";

    private constructor(
        private readonly process: ChildProcess,
        private readonly client: AnalyzerClient,
    ) {}

    /** @param script what starts it, as Node takes it. @default the pack itself */
    static async start(...script: readonly string[]): Promise<Pack> {
        const child = spawn(process.execPath, script.length > 0 ? script : ["index.js"], {
            cwd: join(__dirname, "..", "..", "policy"),
            stdio: ["ignore", "pipe", "pipe"],
        });
        const [line] = (await once(child.stdout, "data")) as [Buffer];
        const client = new AnalyzerClient(
            `127.0.0.1:${line.toString().trim()}`,
            grpc.credentials.createInsecure(),
        );
        const pack = new Pack(child, client);
        child.stdout.on("data", (data: Buffer) => (pack.#output += data.toString()));
        child.stderr.on("data", (data: Buffer) => (pack.#errors += data.toString()));
        return pack;
    }

    /** What it has printed beside its port. */
    get printed(): string {
        return this.#output + this.#errors;
    }

    /** Id of its process. */
    get pid(): number {
        return this.process.pid ?? 0;
    }

    async stop(): Promise<void> {
        this.client.close();
        this.process.kill();
        await once(this.process, "exit");
    }

    /** Replaces all config; what `config` does not name has its defaults again. */
    async configure(config: PackConfig): Promise<void> {
        const request = new pb.ConfigureAnalyzerRequest();
        for (const [rule, value] of Object.entries(config)) {
            const { enforcementLevel, ...properties } =
                typeof value === "string" ? { enforcementLevel: value } : value;
            const policy = new pb.PolicyConfig();
            policy.setEnforcementlevel(levelOf(enforcementLevel));
            policy.setProperties(struct(properties));
            request.getPolicyconfigMap().set(rule, policy);
        }
        await new Promise<Empty>((resolve, reject) => {
            this.client.configure(request, settle(resolve, reject));
        });
    }

    /** What the rules say of one resource before it is made. */
    async analyze(sample: Sample): Promise<Finding[]> {
        const response = await new Promise<pb.AnalyzeResponse>((resolve, reject) => {
            const request = new pb.AnalyzeRequest();
            request.setUrn(urn(sample));
            describe(request, sample);
            this.client.analyze(request, settle(resolve, reject));
        });
        return this.#findings(response);
    }

    /** What the rules say of a finished preview or update. */
    async analyzeStack(samples: readonly Sample[]): Promise<Finding[]> {
        const urns = new Map(samples.map((sample) => [sample.name, urn(sample)]));
        const request = new pb.AnalyzeStackRequest();
        for (const sample of samples) {
            const resource = request.addResources();
            resource.setUrn(urn(sample));
            describe(resource, sample);
            resource.setParent(urns.get(sample.parent ?? "") ?? "");
            for (const [property, names] of Object.entries(sample.madeFrom ?? {})) {
                const dependencies = new pb.AnalyzerPropertyDependencies();
                dependencies.setUrnsList(names.map((name) => urns.get(name) ?? name));
                resource.getPropertydependenciesMap().set(property, dependencies);
            }
        }
        const response = await new Promise<pb.AnalyzeResponse>((resolve, reject) => {
            this.client.analyzeStack(request, settle(resolve, reject));
        });
        return this.#findings(response);
    }

    /** The inputs of a resource as the rules that may mend it would have them. */
    async remediate(sample: Sample): Promise<Props> {
        const response = await new Promise<pb.RemediateResponse>((resolve, reject) => {
            const request = new pb.AnalyzeRequest();
            request.setUrn(urn(sample));
            describe(request, sample);
            this.client.remediate(request, settle(resolve, reject));
        });
        const last = response.getRemediationsList().at(-1)?.getProperties();
        return (last?.toJavaScript() as Props | undefined) ?? sample.props;
    }

    info(): Promise<pb.AnalyzerInfo> {
        return new Promise((resolve, reject) => {
            this.client.getAnalyzerInfo(new Empty(), settle(resolve, reject));
        });
    }

    #findings(response: pb.AnalyzeResponse): Finding[] {
        return response.getDiagnosticsList().map((diagnostic) => ({
            rule: diagnostic.getPolicyname(),
            level:
                diagnostic.getEnforcementlevel() === pb.EnforcementLevel.MANDATORY
                    ? "mandatory"
                    : "advisory",
            message: diagnostic.getMessage(),
            ...(diagnostic.getUrn() !== "" && { on: diagnostic.getUrn().split("::").at(-1) }),
        }));
    }
}

/** URN of a sample, as the engine makes it. */
export function urn({ type, name, stack = "prod" }: Sample): string {
    return `urn:pulumi:${stack}::pii::${type}::${name}`;
}

function describe(
    message: pb.AnalyzeRequest | pb.AnalyzerResource,
    { type, name, props, protect = true, ignoreChanges = [], provider }: Sample,
): void {
    const options = new pb.AnalyzerResourceOptions();
    options.setProtect(protect);
    options.setIgnorechangesList([...ignoreChanges]);
    message.setType(type);
    message.setName(name);
    message.setProperties(struct(props));
    message.setOptions(options);
    if (provider !== undefined) {
        const maker = new pb.AnalyzerProviderResource();
        maker.setType(`pulumi:providers:${type.split(":", 1)[0]}`);
        maker.setProperties(struct(provider));
        message.setProvider(maker);
    }
}

function struct(props: Props): Struct {
    // Through JSON, because `undefined` has no place in a protobuf struct.
    return Struct.fromJavaScript(
        JSON.parse(JSON.stringify(props)) as Record<string, JavaScriptValue>,
    );
}

function levelOf(level: unknown): pb.EnforcementLevel {
    const { ADVISORY, MANDATORY, DISABLED, REMEDIATE } = pb.EnforcementLevel;
    const levels = new Map<unknown, pb.EnforcementLevel>([
        ["advisory", ADVISORY],
        ["disabled", DISABLED],
        ["remediate", REMEDIATE],
    ]);
    return levels.get(level) ?? MANDATORY;
}

function settle<Response>(resolve: (response: Response) => void, reject: (error: Error) => void) {
    return (error: grpc.ServiceError | null, response: Response) => {
        if (error) {
            reject(error);
        } else {
            resolve(response);
        }
    };
}
