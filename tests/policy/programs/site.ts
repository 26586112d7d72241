import {
    type Made,
    ACCOUNT,
    KEY,
    ROOT,
    bucket,
    doc,
    key,
    made,
    provider,
    role,
    webAclRules,
} from "./made";

/** Pages that CloudFront serves out of a private bucket. */
export const site: readonly Made[] = [
    provider,
    made("pulumi:providers:aws", "us-east", {
        region: "us-east-1",
        allowedAccountIds: JSON.stringify([ACCOUNT]),
    }),
    key(
        "key",
        KEY,
        doc(ROOT, {
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: {
                StringEquals: {
                    "AWS:SourceArn": `arn:aws:cloudfront::${ACCOUNT}:distribution/E123`,
                },
            },
        }),
    ),
    ...bucket("site", "www-example-com", {
        logTo: "logs-example-com",
        statements: [
            {
                Sid: "CloudFront",
                Effect: "Allow",
                Principal: { Service: "cloudfront.amazonaws.com" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::www-example-com/*",
                Condition: {
                    StringEquals: {
                        "AWS:SourceArn": `arn:aws:cloudfront::${ACCOUNT}:distribution/E123`,
                    },
                },
            },
        ],
    }),
    ...bucket("logs", "logs-example-com", {
        kms: null,
        statements: [
            {
                Effect: "Allow",
                Principal: { Service: "logging.s3.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: "arn:aws:s3:::logs-example-com/*",
                Condition: {
                    StringEquals: { "aws:SourceAccount": ACCOUNT },
                    ArnLike: { "aws:SourceArn": "arn:aws:s3:::www-example-com" },
                },
            },
        ],
    }),
    made(
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        "oac",
        {
            name: "site",
            originAccessControlOriginType: "s3",
            signingBehavior: "always",
            signingProtocol: "sigv4",
        },
        { id: "OAC" },
    ),
    made(
        "aws:acm/certificate:Certificate",
        "cert",
        { domainName: "www.example.com", validationMethod: "DNS", region: "us-east-1" },
        {
            id: "arn:aws:acm:us-east-1:111122223333:certificate/1",
            arn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
        },
    ),
    made(
        "aws:acm/certificateValidation:CertificateValidation",
        "cert-valid",
        { certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1", region: "us-east-1" },
        {},
    ),
    made(
        "aws:cloudfront/distribution:Distribution",
        "cdn",
        {
            enabled: true,
            aliases: ["www.example.com"],
            defaultRootObject: "index.html",
            origins: [
                {
                    originId: "s3",
                    domainName: "www-example-com.s3.eu-central-1.amazonaws.com",
                    originAccessControlId: "OAC",
                },
            ],
            defaultCacheBehavior: {
                targetOriginId: "s3",
                viewerProtocolPolicy: "redirect-to-https",
                allowedMethods: ["GET", "HEAD"],
                cachedMethods: ["GET", "HEAD"],
                cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
                responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
            },
            restrictions: { geoRestriction: { restrictionType: "none" } },
            viewerCertificate: {
                acmCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
                minimumProtocolVersion: "TLSv1.2_2021",
                sslSupportMethod: "sni-only",
            },
            webAclId: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1",
        },
        { id: "E123", arn: `arn:aws:cloudfront::${ACCOUNT}:distribution/E123` },
    ),
    made(
        "aws:wafv2/webAcl:WebAcl",
        "waf",
        {
            name: "site",
            scope: "CLOUDFRONT",
            region: "us-east-1",
            defaultAction: { allow: {} },
            visibilityConfig: {
                cloudwatchMetricsEnabled: true,
                metricName: "site",
                sampledRequestsEnabled: true,
            },
            rules: webAclRules({ limit: 2000 }),
        },
        { id: "w", arn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1" },
    ),
    made(
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        "waf-logging",
        {
            resourceArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1",
            logDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-site"],
            region: "us-east-1",
        },
        {},
    ),
    made(
        "aws:route53/record:Record",
        "www",
        {
            name: "www.example.com",
            type: "A",
            zoneId: "Z1",
            aliases: [
                {
                    name: "d1.cloudfront.net",
                    zoneId: "Z2FDTNDATAQYW2",
                    evaluateTargetHealth: false,
                },
            ],
        },
        {},
    ),
    role(
        "deploy",
        doc({
            Effect: "Allow",
            Principal: {
                Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
            },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
                StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
                StringLike: {
                    "token.actions.githubusercontent.com:sub":
                        "repo:example/site:ref:refs/heads/main",
                },
            },
        }),
    ),
    made(
        "aws:iam/rolePolicy:RolePolicy",
        "deploy-sync",
        {
            role: "deploy",
            policy: doc(
                {
                    Effect: "Allow",
                    Action: ["s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
                    Resource: ["arn:aws:s3:::www-example-com", "arn:aws:s3:::www-example-com/*"],
                },
                {
                    Effect: "Allow",
                    Action: "cloudfront:CreateInvalidation",
                    Resource: `arn:aws:cloudfront::${ACCOUNT}:distribution/E123`,
                },
                { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: KEY },
            ),
        },
        {},
    ),
];
