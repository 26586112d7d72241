import * as good from "../good";
import { type Sample, unknown } from "../support";
import type { StackTable } from "./stack-table";

const { lambda } = good;
const subnets = (second: string) =>
    ["eu-west-1a", second].map((availabilityZone, index) => ({
        ...good.subnet,
        name: `subnet-${8 + index}`,
        props: { ...good.subnet.props, id: `subnet-${8 + index}`, availabilityZone },
    }));
const inThem = { vpcConfig: { subnetIds: ["subnet-8", "subnet-9"], securityGroupIds: ["sg-4"] } };
const noGroup = { loggingConfig: undefined };
const logGroup = (name: string) => ({
    ...good.logGroup,
    name: "work-log",
    props: { ...good.logGroup.props, name },
});
const STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/events";
const mapping = (eventSourceArn: string, destinationConfig?: object): Sample => ({
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    name: "work-source",
    props: { functionName: "work", eventSourceArn, destinationConfig },
});
const fromQueue = mapping("arn:aws:sqs:eu-west-1:111122223333:work");
const fromApi: Sample = {
    ...good.lambdaPermission,
    name: "work-from-api",
    props: {
        ...good.lambdaPermission.props,
        principal: "apigateway.amazonaws.com",
        sourceArn: "arn:aws:execute-api:eu-west-1:111122223333:abc/*",
    },
};

export const lambdaStackTables: readonly StackTable[] = [
    {
        rule: "lambda-function-two-zones",
        bad: { "one zone": { and: subnets("eu-west-1a"), props: { work: inThem }, at: [lambda] } },
        fine: {
            "two zones": { and: subnets("eu-west-1b"), props: { work: inThem } },
            "a zone not known yet": { and: subnets(unknown), props: { work: inThem } },
            "a subnet of another stack": {
                and: subnets("eu-west-1a").slice(1),
                props: { work: inThem },
            },
        },
    },
    {
        rule: "lambda-failures-kept",
        bad: {
            nowhere: { props: { work: { deadLetterConfig: undefined } }, at: [lambda] },
            "another one's": {
                and: [
                    {
                        ...good.invokeConfig,
                        props: { ...good.invokeConfig.props, functionName: "other" },
                    },
                ],
                props: { work: { deadLetterConfig: undefined } },
                at: [lambda],
            },
            "by who waits, but not by another": {
                and: [fromApi, good.lambdaPermission],
                props: { work: { deadLetterConfig: undefined } },
                at: [lambda],
            },
            "by a stream": {
                and: [mapping(STREAM)],
                props: { work: { deadLetterConfig: undefined } },
                at: [lambda],
            },
        },
        fine: {
            "at a destination": {
                and: [good.invokeConfig],
                props: { work: { deadLetterConfig: undefined } },
            },
            ...Object.fromEntries(
                Object.entries({
                    "by a queue": [fromQueue],
                    "by who waits": [fromApi],
                    "by both": [fromApi, fromQueue],
                    "by a queue that is not known yet": [
                        { ...mapping(unknown), madeFrom: { eventSourceArn: ["unhandled"] } },
                    ],
                    "at a destination of a stream": [
                        mapping(STREAM, { onFailure: { destinationArn: "arn:aws:sqs:a:1:b" } }),
                    ],
                }).map(([what, callers]) => [
                    what,
                    { and: callers, props: { work: { deadLetterConfig: undefined } } },
                ]),
            ),
        },
    },
    {
        rule: "lambda-log-group-own",
        bad: {
            "Lambda's": { props: { work: noGroup }, at: [lambda] },
            "Lambda's, by name": {
                props: { work: { loggingConfig: { logGroup: "/aws/lambda/work" } } },
                at: [lambda],
            },
            "another function's": {
                and: [logGroup("/aws/lambda/other")],
                props: { work: noGroup },
                at: [lambda],
            },
        },
        fine: {
            "called after it": { and: [logGroup("/aws/lambda/work")], props: { work: noGroup } },
            "called after a name not known yet": {
                and: [{ ...logGroup(unknown), madeFrom: { name: ["work"] } }],
                props: { work: { ...noGroup, name: unknown } },
            },
            "one that is not known yet": {
                props: { work: { loggingConfig: { logGroup: unknown } } },
            },
        },
    },
];
