import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import {
    MODES,
    type Mode,
    type Modes,
    placeOf,
    type Singleton,
    singletonKeys,
    singletonMistakes,
    SINGLETONS,
} from "../../infra/guardrails/singleton-modes";
import { presentSingletons } from "../../infra/guardrails/singletons";
import { serveSingletons, type SingletonsEndpoint } from "../../sandbox/aws/singletons-endpoint";
import { Cloud } from "../support/cloud";

const skipped = Object.fromEntries(singletonKeys().map((key) => [key, "skip"])) as Modes;
const AT = { prefix: "pii-prod", region: "eu-west-1" };

describe("singletons of an account", () => {
    type Case = "none" | "ours" | "somebody else's";
    const expected: Readonly<Record<Case, Readonly<Record<Mode, RegExp | undefined>>>> = {
        none: {
            own: undefined,
            adopt: /^there is no .* to adopt: set "own" to make one, or (set|leave) pii:guardrails\.\S+ (to "skip"|out) to go without$/,
            skip: undefined,
        },
        ours: {
            own: undefined,
            adopt: /is there, there-1, is this stack's own, which would be deleted and not adopted: keep "own", or (set|leave) pii:guardrails\.\S+ (to "skip"|out) to delete it$/,
            skip: undefined,
        },
        "somebody else's": {
            own: /^the (region|account) has one already, the .* there-1, which this stack did not make, and AWS takes no second one: /,
            adopt: undefined,
            skip: undefined,
        },
    };
    for (const singleton of singletonKeys()) {
        for (const there of Object.keys(expected) as Case[]) {
            for (const mode of MODES) {
                const wanted = expected[there][mode];
                it(`${wanted ? "refuse" : "take"} "${mode}" of ${singleton} where there is ${there}`, () => {
                    const mistakes = singletonMistakes(
                        { ...skipped, [singleton]: mode },
                        there === "none" ? {} : { [singleton]: "there-1" },
                        there === "ours" ? [singleton] : [],
                    );
                    if (wanted === undefined) {
                        assert.deepEqual(mistakes, []);
                        return;
                    }
                    const [mistake, ...others] = mistakes;
                    assert.deepEqual(others, []);
                    assert.equal(mistake?.where, `pii:guardrails.${singleton}`);
                    assert.match(mistake.advice, wanted);
                    assert.ok(mistake.advice.includes(SINGLETONS[singleton]));
                });
            }
        }
    }

    it("are told to be left out where they have no mode", () => {
        const [mistake] = singletonMistakes(
            { ...skipped, unusedAccessDays: "own" },
            { unusedAccessDays: "theirs" },
            [],
        );
        assert.equal(mistake?.got, "given");
        assert.match(
            mistake.advice,
            /no second one: leave pii:guardrails\.unusedAccessDays out to leave it alone$/,
        );
        const [other] = singletonMistakes(
            { ...skipped, "budget.anomalies.monitor": "own" },
            { "budget.anomalies.monitor": "theirs" },
            [],
        );
        assert.match(
            other?.advice ?? "",
            /^the account has one already, .*: set "adopt" to use that one, or leave pii:guardrails\.budget\.anomalies out to/,
        );
    });

    it("are made anew where this stack has lost its own", () => {
        const mistakes = singletonMistakes({ ...skipped, detector: "own" }, {}, ["detector"]);
        assert.deepEqual(mistakes, []);
    });
});

describe("what there is of an account's singletons", () => {
    let cloud: Cloud;
    let endpoint: SingletonsEndpoint;
    let env: NodeJS.ProcessEnv;

    before(async () => {
        env = { ...process.env };
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: ({ token, inputs }) =>
                cloud.provider.invoke(token, inputs as Record<string, unknown>),
        });
    });
    beforeEach(async () => {
        cloud = new Cloud();
        endpoint = await serveSingletons(cloud.account);
        Object.assign(process.env, endpoint.env, {
            AWS_ACCESS_KEY_ID: "test",
            AWS_SECRET_ACCESS_KEY: "test",
        });
    });
    afterEach(() => {
        endpoint.close();
        cloud.dispose();
        process.env = { ...env };
    });

    const role = {
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "config.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            ],
        }),
    };
    const MAKE: Readonly<Record<Singleton, () => Promise<{ id: string }>>> = {
        detector: () => cloud.create("aws:guardduty/detector:Detector", {}),
        recorder: async () => {
            const { outputs } = await cloud.create("aws:iam/role:Role", role);
            return cloud.create("aws:cfg/recorder:Recorder", {
                name: "aws-controltower",
                roleArn: outputs.arn,
            });
        },
        analyzer: () =>
            cloud.create("aws:accessanalyzer/analyzer:Analyzer", { analyzerName: "theirs" }),
        unusedAccessDays: () =>
            cloud.create("aws:accessanalyzer/analyzer:Analyzer", {
                analyzerName: "unused",
                type: "ACCOUNT_UNUSED_ACCESS",
            }),
        securityHub: async () => {
            const { outputs } = await cloud.create("aws:securityhub/account:Account", {});
            return { id: outputs.arn as string };
        },
        macie: async () => {
            await cloud.create("aws:macie2/account:Account", { status: "PAUSED" });
            return { id: "(PAUSED)" };
        },
        "budget.anomalies.monitor": async () => {
            await monitor("TAG");
            return monitor("SERVICE");
        },
    };

    function monitor(monitorDimension: string) {
        const inputs = { name: monitorDimension, monitorType: "DIMENSIONAL", monitorDimension };
        return cloud.create("aws:costexplorer/anomalyMonitor:AnomalyMonitor", inputs, inputs.name);
    }

    for (const singleton of singletonKeys()) {
        const own: Modes = { ...skipped, [singleton]: "own" };

        it(`is asked of AWS: no ${SINGLETONS[singleton]}`, async () => {
            assert.deepEqual(await presentSingletons(own, AT), {});
        });

        it(`is asked of AWS: a ${SINGLETONS[singleton]} of somebody else's`, async () => {
            const { id } = await MAKE[singleton]();
            await assert.rejects(presentSingletons(own, AT), (error: Error) => {
                assert.ok(pulumi.RunError.isInstance(error));
                assert.ok(error.message.includes(`pii:guardrails.${singleton} is `));
                assert.ok(error.message.includes(`${id}, which this stack did not make`));
                return true;
            });
            const elsewhere = { ...AT, region: "eu-central-1" };
            if (placeOf(singleton) === "region") {
                assert.deepEqual(await presentSingletons(own, elsewhere), {});
            } else {
                await assert.rejects(presentSingletons(own, elsewhere), /the account has one/);
            }
        });

        it(`is asked of AWS: a ${SINGLETONS[singleton]} of our own`, async () => {
            const { id } = await MAKE[singleton]();
            const mark = {
                name: `/pii-prod/singletons/${singleton}`,
                type: "String",
                value: "own",
            };
            await cloud.create("aws:ssm/parameter:Parameter", mark);
            assert.deepEqual(await presentSingletons(own, AT), { [singleton]: id });
            // Another environment of the same account.
            await assert.rejects(
                presentSingletons(own, { ...AT, prefix: "pii-dev" }),
                /this stack did not make/,
            );
        });
    }

    it("names everything wrong at once, and where to read on", async () => {
        await MAKE.detector();
        const modes: Modes = { ...skipped, detector: "own", recorder: "adopt" };
        await assert.rejects(presentSingletons(modes, AT), (error: Error) => {
            const [first, ...lines] = error.message.split("\n");
            assert.equal(
                first,
                "pii:guardrails does not go with what is in eu-west-1; nothing was done:",
            );
            assert.match(
                lines[0] ?? "",
                /^ {2}pii:guardrails\.detector is "own"; the region has one /,
            );
            assert.match(lines[1] ?? "", /^ {2}pii:guardrails\.recorder is "adopt"; there is no /);
            assert.match(lines[2] ?? "", /^docs\/detection\.md says /);
            return true;
        });
    });

    describe("a delivery channel of AWS Config", () => {
        const own: Modes = { ...skipped, recorder: "own" };
        const make = (name: string) => {
            const type = "aws:cfg/deliveryChannel:DeliveryChannel";
            const outputs = { region: AT.region };
            cloud.account.put({ type, id: name, urn: "theirs", inputs: { name }, outputs });
        };

        it("that a recorder left behind is told of, with what to do about it", async () => {
            make("default");
            await assert.rejects(presentSingletons(own, AT), (error: Error) => {
                const [, line, ...rest] = error.message.split("\n");
                assert.equal(
                    line,
                    '  pii:guardrails.recorder is "own"; the region has a delivery channel of AWS Config already, default, which this stack did not make and no recorder uses, and AWS takes no second one: delete it (aws configservice delete-delivery-channel --delivery-channel-name default --region eu-west-1), or set "skip"',
                );
                assert.equal(rest.length, 1);
                return true;
            });
            const elsewhere = { ...AT, region: "eu-central-1" };
            assert.deepEqual(await presentSingletons(own, elsewhere), {});
        });

        it("of our own name is taken over, as AWS does", async () => {
            make("pii-prod");
            assert.deepEqual(await presentSingletons(own, AT), {});
        });

        it("of somebody else's recorder is not told of beside that one", async () => {
            await MAKE.recorder();
            make("default");
            await assert.rejects(presentSingletons(own, AT), (error: Error) => {
                const lines = error.message.split("\n");
                assert.equal(
                    lines.filter((line) => line.includes("guardrails.recorder")).length,
                    1,
                );
                return true;
            });
            assert.deepEqual(await presentSingletons({ ...skipped, recorder: "adopt" }, AT), {
                recorder: "aws-controltower",
            });
        });
    });

    it("is not asked about what is skipped", async () => {
        endpoint.close();
        assert.deepEqual(await presentSingletons(skipped, AT), {});
    });

    describe("from an AWS that does not tell", () => {
        let server: Server;
        let asked: IncomingMessage[];
        let answer: { status: number; type?: string; body: object };
        /** What is answered first. */
        let pages: object[];
        /** How often AWS is too busy to answer. */
        let busy: number;
        /** The account of the environment's credentials. */
        let caller: string;
        beforeEach(async () => {
            asked = [];
            busy = 0;
            pages = [];
            caller = cloud.account.accountId;
            server = createServer((request, response) => {
                if (request.url?.includes("Action=GetCallerIdentity")) {
                    response.end(`<Account>${caller}</Account>`);
                    return;
                }
                asked.push(request);
                if (busy > 0) {
                    busy -= 1;
                    response.writeHead(400);
                    response.end(JSON.stringify({ __type: "ThrottlingException" }));
                    return;
                }
                response.writeHead(
                    answer.status,
                    answer.type === undefined ? {} : { "x-amzn-errortype": answer.type },
                );
                response.end(JSON.stringify(pages.shift() ?? answer.body));
            });
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
            for (const name of Object.keys(endpoint.env)) {
                process.env[name] = url;
            }
        });
        afterEach(() => {
            server.close();
            server.closeAllConnections();
        });

        it("is an error that names the permission", async () => {
            answer = {
                status: 400,
                body: { __type: "com.amazon#AccessDeniedException", Message: "not authorized" },
            };
            await assert.rejects(presentSingletons({ ...skipped, recorder: "own" }, AT), {
                message:
                    'AWS does not tell whether eu-west-1 has what pii:guardrails.recorder is about: AccessDeniedException: not authorized\nWhoever deploys needs config:DescribeConfigurationRecorders; or set pii:guardrails.recorder to "skip".',
            });
        });

        it("tells a lack of permission from a Macie that is off, which has the same code", async () => {
            const modes: Modes = { ...skipped, macie: "own" };
            const denied = { status: 403, type: "AccessDeniedException:http://internal/" };
            answer = { ...denied, body: { message: "Macie is not enabled." } };
            assert.deepEqual(await presentSingletons(modes, AT), {});
            answer = { ...denied, body: { message: "User is not authorized to perform" } };
            await assert.rejects(presentSingletons(modes, AT), /needs macie2:GetMacieSession/);
        });

        it("tells a hub that is off from an account that is not let in, which has the same code", async () => {
            const modes: Modes = { ...skipped, securityHub: "own" };
            const refused = (type: string, message: string) => ({
                status: 401,
                type,
                body: { Message: message },
            });
            const off = "Account 123456789012 is not subscribed to AWS Security Hub";
            answer = refused("InvalidAccessException", off);
            assert.deepEqual(await presentSingletons(modes, AT), {});
            answer = refused("ResourceNotFoundException", "The hub was not found");
            assert.deepEqual(await presentSingletons(modes, AT), {});
            answer = refused("InvalidAccessException", "The account has no access");
            await assert.rejects(
                presentSingletons(modes, AT),
                /InvalidAccessException: The account has no access\n.*needs securityhub:DescribeHub/,
            );
        });

        it("because it is busy is asked again", async () => {
            busy = 1;
            answer = { status: 200, body: { detectorIds: ["d"] } };
            const adopt: Modes = { ...skipped, detector: "adopt" };
            assert.deepEqual(await presentSingletons(adopt, AT), { detector: "d" });
            assert.equal(asked.length, 2);
        });

        it("of the right account is not asked", async () => {
            caller = "999999999999";
            await assert.rejects(presentSingletons({ ...skipped, detector: "own" }, AT), {
                message:
                    "the credentials of the environment are those of account 999999999999, and those of the provider aws are of 123456789012, so AWS cannot be asked what eu-west-1 has once; nothing was done\nTake credentials of 123456789012 in the environment, too, such as by AWS_PROFILE.",
            });
            assert.deepEqual(asked, []);
        });

        it("is asked in one region for what is of all, until there are no more pages", async () => {
            const own: Modes = { ...skipped, "budget.anomalies.monitor": "own" };
            const page = { AnomalyMonitors: [{ MonitorArn: "arn:custom" }] };
            const ours = { MonitorArn: "arn:ours", MonitorDimension: "SERVICE" };
            answer = { status: 200, body: page };
            pages = [{ ...page, NextPageToken: "more" }];
            assert.deepEqual(await presentSingletons(own, AT), {});
            pages = [{ ...page, NextPageToken: "more" }, { AnomalyMonitors: [ours] }];
            await assert.rejects(presentSingletons(own, AT), /arn:ours, which this stack did not/);
            const seen = asked.map(({ headers }) => [
                headers["x-amz-target"],
                /Credential=test\/\d{8}\/([^,]*),/.exec(headers.authorization ?? "")?.[1],
                Number(headers["content-length"]),
            ]);
            const call = (sent: string) => [
                "AWSInsightsIndexService.GetAnomalyMonitors",
                "us-east-1/ce/aws4_request",
                sent.length,
            ];
            const both = [call("{}"), call('{"NextPageToken":"more"}')];
            assert.deepEqual(seen, [...both, ...both]);
        });

        it("overlooks the recorders that services of AWS have for themselves", async () => {
            answer = {
                status: 200,
                body: {
                    DeliveryChannels: [],
                    ConfigurationRecorders: [
                        {
                            name: "AWSConfigurationRecorderForX",
                            servicePrincipal: "x.amazonaws.com",
                        },
                    ],
                },
            };
            assert.deepEqual(await presentSingletons({ ...skipped, recorder: "own" }, AT), {});
        });

        it("is asked in signed requests, in the region, by the service's own protocol", async () => {
            answer = {
                status: 200,
                body: { ConfigurationRecorders: [], DeliveryChannels: [], analyzers: [] },
            };
            await presentSingletons({ ...skipped, recorder: "own", analyzer: "own" }, AT);
            const seen = asked.map(({ method, url, headers }) => [
                method,
                url,
                headers["x-amz-target"],
                /Credential=test\/\d{8}\/([^,]*),/.exec(headers.authorization ?? "")?.[1],
            ]);
            assert.deepEqual(seen.sort(), [
                [
                    "GET",
                    "/analyzer?type=ACCOUNT",
                    undefined,
                    "eu-west-1/access-analyzer/aws4_request",
                ],
                ...["DescribeConfigurationRecorders", "DescribeDeliveryChannels"].map(
                    (operation) => [
                        "POST",
                        "/",
                        `StarlingDoveService.${operation}`,
                        "eu-west-1/config/aws4_request",
                    ],
                ),
            ]);
        });
    });
});
