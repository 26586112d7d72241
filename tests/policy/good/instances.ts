import type * as aws from "@pulumi/aws";
import { resource } from "./resource";

export const host = resource<aws.ec2.InstanceArgs>("aws:ec2/instance:Instance", "host", {
    ami: "ami-1",
    instanceType: "t4g.nano",
    associatePublicIpAddress: false,
    iamInstanceProfile: "host",
    metadataOptions: { httpTokens: "required" },
    rootBlockDevice: { encrypted: true },
    ebsBlockDevices: [{ deviceName: "/dev/sdb", encrypted: true }],
    userData: "#!/bin/sh\nexport PASSWORD=$(aws secretsmanager get-secret-value)",
});
export const launchTemplate = resource<aws.ec2.LaunchTemplateArgs>(
    "aws:ec2/launchTemplate:LaunchTemplate",
    "host-template",
    {
        networkInterfaces: [{ associatePublicIpAddress: "false" }],
        metadataOptions: { httpTokens: "required" },
        blockDeviceMappings: [
            { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
            { deviceName: "/dev/sdc", virtualName: "ephemeral0" },
        ],
        userData: Buffer.from("#!/bin/sh\necho hello").toString("base64"),
    },
);
export const launchConfiguration = resource<aws.ec2.LaunchConfigurationArgs>(
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "host-configuration",
    {
        imageId: "ami-1",
        instanceType: "t3.nano",
        associatePublicIpAddress: false,
        metadataOptions: { httpTokens: "required" },
        rootBlockDevice: { encrypted: true },
    },
);
export const volume = resource<aws.ebs.VolumeArgs>("aws:ebs/volume:Volume", "disk", {
    availabilityZone: "eu-west-1a",
    encrypted: true,
});
