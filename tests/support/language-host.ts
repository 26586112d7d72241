import { type ChildProcess, spawn } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { listen, type Served } from "../../sandbox/provider/serve";

/**
 * Runs Node programs for the CLI as Pulumi's own language host does: a process of its own, with
 * `nodeargs` of `Pulumi.yaml`, on the SDK's `cmd/run`. For machines that have only the CLI.
 */
export async function serveLanguageHost(): Promise<Served> {
    const server = new grpc.Server();
    const programs = new Set<ChildProcess>();
    let engine = "";
    server.addService(LanguageRuntimeService, {
        handshake: reply((request: pb.LanguageHandshakeRequest) => {
            engine = request.getEngineAddress();
            return new pb.LanguageHandshakeResponse();
        }),
        cancel: reply(() => new Empty()),
        getPluginInfo: reply(() => {
            const info = new PluginInfo();
            info.setVersion("3.0.0");
            return info;
        }),
        getRequiredPlugins: reply(() => new pb.GetRequiredPluginsResponse()),
        getRequiredPackages: reply(() => new pb.GetRequiredPackagesResponse()),
        run: reply((request: pb.RunRequest) => run(request, engine, programs)),
    });
    const port = await listen(server);
    return {
        name: "nodejs",
        port,
        close: () => {
            // The engine takes its plugins down with all that they have started: a program that
            // it has ended does not always end by itself.
            for (const program of programs) {
                program.kill("SIGKILL");
            }
            server.forceShutdown();
        },
    };
}

function reply<Request, Response>(method: (request: Request) => Response | Promise<Response>) {
    return (call: { request: Request }, callback: grpc.sendUnaryData<Response>): void => {
        void (async () => {
            try {
                callback(null, await method(call.request));
            } catch (error) {
                callback({ code: grpc.status.UNKNOWN, details: String(error) });
            }
        })();
    };
}

async function run(
    request: pb.RunRequest,
    engine: string,
    programs: Set<ChildProcess>,
): Promise<pb.RunResponse> {
    const info = request.getInfo();
    const options = info?.getOptions()?.toJavaScript() ?? {};
    const nodeArgs = typeof options.nodeargs === "string" ? options.nodeargs.split(" ") : [];
    const args = [
        ...nodeArgs,
        require.resolve("@pulumi/pulumi/cmd/run"),
        `--monitor=${request.getMonitorAddress()}`,
        `--engine=${engine}`,
        `--organization=${request.getOrganization()}`,
        `--project=${request.getProject()}`,
        `--stack=${request.getStack()}`,
        `--root-directory=${info?.getRootDirectory() ?? ""}`,
        `--pwd=${request.getPwd()}`,
        `--parallel=${request.getParallel()}`,
        ...(request.getDryrun() ? ["--dry-run"] : []),
        info?.getEntryPoint() ?? ".",
    ];
    const child = spawn(process.execPath, args, {
        cwd: info?.getProgramDirectory(),
        stdio: ["ignore", "pipe", "pipe"],
        env: {
            ...process.env,
            PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
            PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
            PULUMI_NODEJS_TYPESCRIPT: options.typescript === false ? "false" : "true",
        },
    });
    programs.add(child);
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    const code = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    programs.delete(child);
    const response = new pb.RunResponse();
    // 32: the program has told the user itself what is wrong.
    response.setBail(code === 32);
    response.setError(code === 0 || code === 32 ? "" : `exit code ${code ?? "none"}\n${output}`);
    return response;
}
