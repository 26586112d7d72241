import type { Inspected } from "../../inspect";
import { rule } from "../../rule";

const DISKS: Readonly<Record<string, (resource: Inspected) => readonly string[]>> = {
    "aws:ebs/volume:Volume": () => [""],
    "aws:ec2/instance:Instance": (instance) => [
        // What an instance leaves out, its template says.
        ...(instance.has("launchTemplate") && !instance.has("rootBlockDevice")
            ? []
            : ["rootBlockDevice"]),
    ],
    "aws:ec2/launchConfiguration:LaunchConfiguration": () => ["rootBlockDevice"],
    "aws:ec2/launchTemplate:LaunchTemplate": () => [],
};

export const instanceDisksEncrypted = rule({
    name: "instance-disks-encrypted",
    description: "Disks of instances are encrypted.",
    why: "A snapshot of a disk in clear can be shared with anybody, and read by him.",
    severity: "high",
    remediation: "Set encrypted to true, for the root disk (rootBlockDevice) and for every other.",
    frameworks: {
        fsbp: ["EC2.3", "EC2.181"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3",
    types: Object.keys(DISKS),
    check: (resource) => {
        const encrypted = (part: Inspected, path: string) => {
            part.must(
                path,
                // A launch template has it as text.
                (on) => String(on) === "true",
                `a disk is in clear; set ${path} to true`,
            );
        };
        for (const disk of DISKS[resource.type]?.(resource) ?? []) {
            encrypted(resource, disk === "" ? "encrypted" : `${disk}.encrypted`);
        }
        for (const device of resource.each("ebsBlockDevices")) {
            encrypted(device, "encrypted");
        }
        for (const mapping of resource.each("blockDeviceMappings")) {
            if (mapping.has("ebs")) {
                encrypted(mapping, "ebs.encrypted");
            }
        }
    },
});
