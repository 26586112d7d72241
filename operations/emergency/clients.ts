import { DAX } from "@aws-sdk/client-dax";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EC2 } from "@aws-sdk/client-ec2";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { RDS } from "@aws-sdk/client-rds";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SSM } from "@aws-sdk/client-ssm";
import { STS } from "@aws-sdk/client-sts";

/** Of the AWS SDK, in the region of the environment, with the credentials that it finds. */
export interface Clients {
    readonly dax: DAX;
    readonly ec2: EC2;
    readonly iam: IAM;
    readonly lambda: Lambda;
    readonly rds: RDS;
    readonly secrets: SecretsManager;
    readonly ssm: SSM;
    readonly sts: STS;
    /** Replicas of tables are in other regions. */
    dynamodb(region: string): DynamoDB;
}

/** Where others than AWS answer. */
export interface Elsewhere {
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export function clientsOf(region: string, elsewhere?: Elsewhere): Clients {
    // What AWS plans for later versions of its client is nothing to the user.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const config = { region, ...elsewhere };
    return {
        dax: new DAX(config),
        ec2: new EC2(config),
        iam: new IAM(config),
        lambda: new Lambda(config),
        rds: new RDS(config),
        secrets: new SecretsManager(config),
        ssm: new SSM(config),
        sts: new STS(config),
        dynamodb: (of) => new DynamoDB({ ...config, region: of }),
    };
}
