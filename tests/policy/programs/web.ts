import {
    ACCOUNT,
    KEY,
    type Made,
    REGION,
    bucket,
    doc,
    key,
    logs,
    made,
    provider,
    role,
    trust,
} from "./made";
import { net, rule, sg } from "./network";
import { webDatabase } from "./web-database";

/** A shop: load balancer, containers, PostgreSQL, a web ACL. */
export const web: readonly Made[] = [
    provider,
    key(),
    ...net(),
    sg(
        "alb",
        "sg-alb",
        [
            rule(
                "tcp",
                443,
                443,
                { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] },
                "HTTPS of everyone",
            ),
            rule("tcp", 80, 80, { cidrBlocks: ["0.0.0.0/0"] }, "Redirect to HTTPS"),
        ],
        [rule("tcp", 8080, 8080, { cidrBlocks: ["10.20.0.0/16"] }, "To the tasks")],
    ),
    sg(
        "app",
        "sg-app",
        [rule("tcp", 8080, 8080, { securityGroups: ["sg-alb"] }, "From the load balancer")],
        [
            rule("tcp", 443, 443, { cidrBlocks: ["0.0.0.0/0"] }, "APIs"),
            rule("tcp", 5432, 5432, { cidrBlocks: ["10.20.0.0/16"] }, "Database"),
        ],
    ),
    sg(
        "db",
        "sg-db",
        [rule("tcp", 5432, 5432, { securityGroups: ["sg-app"] }, "From the tasks")],
        [],
    ),
    ...bucket("alb-logs", "shop-alb-logs", {
        kms: null,
        statements: [
            {
                Effect: "Allow",
                Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: `arn:aws:s3:::shop-alb-logs/AWSLogs/${ACCOUNT}/*`,
            },
        ],
    }),
    made(
        "aws:lb/loadBalancer:LoadBalancer",
        "alb",
        {
            name: "shop",
            internal: false,
            loadBalancerType: "application",
            subnets: ["subnet-pa", "subnet-pb"],
            securityGroups: ["sg-alb"],
            dropInvalidHeaderFields: true,
            enableDeletionProtection: true,
            accessLogs: { bucket: "shop-alb-logs", enabled: true },
        },
        {
            id: "arn:lb",
            arn: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/1",
            dnsName: "shop.elb",
            idleTimeout: 60,
        },
    ),
    made(
        "aws:lb/targetGroup:TargetGroup",
        "tg",
        { name: "shop", port: 8080, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" },
        {
            id: "tg",
            arn: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/1",
        },
    ),
    made(
        "aws:lb/listener:Listener",
        "https",
        {
            loadBalancerArn:
                "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/1",
            port: 443,
            protocol: "HTTPS",
            sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
            certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1",
            defaultActions: [
                {
                    type: "forward",
                    targetGroupArn:
                        "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/1",
                },
            ],
        },
        { id: "l" },
    ),
    made(
        "aws:lb/listener:Listener",
        "http",
        {
            loadBalancerArn:
                "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/1",
            port: 80,
            protocol: "HTTP",
            defaultActions: [
                {
                    type: "redirect",
                    redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
                },
            ],
        },
        { id: "l2" },
    ),
    made(
        "aws:ecs/cluster:Cluster",
        "ecs",
        { name: "shop", settings: [{ name: "containerInsights", value: "enabled" }] },
        { id: "c", arn: "arn:aws:ecs:eu-central-1:111122223333:cluster/shop" },
    ),
    role("task", trust("ecs-tasks.amazonaws.com")),
    role("execution", trust("ecs-tasks.amazonaws.com")),
    made(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "execution-basic",
        {
            role: "execution",
            policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        },
        {},
    ),
    made(
        "aws:iam/rolePolicy:RolePolicy",
        "execution-secret",
        {
            role: "execution",
            policy: doc(
                {
                    Effect: "Allow",
                    Action: "secretsmanager:GetSecretValue",
                    Resource: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!db-1",
                },
                { Effect: "Allow", Action: "kms:Decrypt", Resource: KEY },
            ),
        },
        {},
    ),
    made(
        "aws:iam/rolePolicy:RolePolicy",
        "task-exec",
        {
            role: "task",
            policy: doc({
                Effect: "Allow",
                Action: [
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ],
                Resource: "*",
            }),
        },
        {},
    ),
    made(
        "aws:ecs/taskDefinition:TaskDefinition",
        "task-def",
        {
            family: "shop",
            cpu: "512",
            memory: "1024",
            networkMode: "awsvpc",
            requiresCompatibilities: ["FARGATE"],
            executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/execution`,
            taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/task`,
            containerDefinitions: JSON.stringify([
                {
                    name: "app",
                    image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`,
                    portMappings: [{ containerPort: 8080 }],
                    readonlyRootFilesystem: true,
                    secrets: [
                        {
                            name: "DB_PASSWORD",
                            valueFrom:
                                "arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!db-1:password::",
                        },
                    ],
                    environment: [
                        { name: "DB_HOST", value: "shop.abc.eu-central-1.rds.amazonaws.com" },
                        { name: "TOKEN_ISSUER", value: "https://login.example.com" },
                        { name: "SESSION_TOKEN_TTL", value: "3600" },
                    ],
                    logConfiguration: {
                        logDriver: "awslogs",
                        options: {
                            "awslogs-group": "/shop/app",
                            "awslogs-region": REGION,
                            "awslogs-stream-prefix": "app",
                        },
                    },
                },
            ]),
            trackLatest: false,
            skipDestroy: false,
        },
        { id: "shop", arn: "x", revision: 1 },
    ),
    logs("app-logs", "/shop/app", 90),
    made(
        "aws:ecs/service:Service",
        "service",
        {
            name: "shop",
            cluster: "arn:aws:ecs:eu-central-1:111122223333:cluster/shop",
            taskDefinition: "x",
            desiredCount: 2,
            launchType: "FARGATE",
            networkConfiguration: {
                subnets: ["subnet-a", "subnet-b"],
                securityGroups: ["sg-app"],
                assignPublicIp: false,
            },
            loadBalancers: [
                {
                    targetGroupArn:
                        "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/1",
                    containerName: "app",
                    containerPort: 8080,
                },
            ],
        },
        {},
    ),
    ...webDatabase,
];
