import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const templated = { launchTemplate: { id: "lt-1" } };

export const instanceTables: readonly Table[] = [
    ...[good.host, good.launchTemplate, good.launchConfiguration].map((on): Table => ({
        rule: "instance-imdsv2",
        on,
        bad: {
            "not set": { metadataOptions: undefined },
            optional: { metadataOptions: { httpTokens: "optional" } },
        },
        fine: { "no metadata": { metadataOptions: { httpEndpoint: "disabled" } } },
        late: {
            tokens: [
                { metadataOptions: { httpTokens: unknown } },
                { metadataOptions: { httpTokens: "optional" } },
            ],
        },
    })),
    {
        rule: "instance-imdsv2",
        on: good.host,
        bad: {
            "against its template": { ...templated, metadataOptions: { httpTokens: "optional" } },
        },
        fine: { "as its template has it": { ...templated, metadataOptions: undefined } },
    },
    ...[good.host, good.launchConfiguration].map((on): Table => ({
        rule: "instance-no-public-ip",
        on,
        bad: { "a public address": { associatePublicIpAddress: true } },
        fine: { "as its subnet has it": { associatePublicIpAddress: undefined } },
        late: {
            setting: [{ associatePublicIpAddress: unknown }, { associatePublicIpAddress: true }],
        },
    })),
    {
        rule: "instance-no-public-ip",
        on: good.launchTemplate,
        bad: {
            "a public address": {
                networkInterfaces: [
                    { associatePublicIpAddress: "false" },
                    { associatePublicIpAddress: "true" },
                ],
            },
        },
        fine: { "as its subnet has it": { networkInterfaces: [{ deviceIndex: 0 }] } },
    },
    {
        rule: "instance-disks-encrypted",
        on: good.host,
        bad: {
            "the root disk": { rootBlockDevice: { volumeSize: 8 } },
            "the image's disk": { rootBlockDevice: undefined },
            "another disk": { ebsBlockDevices: [{ deviceName: "/dev/sdb", encrypted: false }] },
            "against its template": { ...templated, rootBlockDevice: { encrypted: false } },
        },
        fine: { "as its template has it": { ...templated, rootBlockDevice: undefined } },
        late: {
            setting: [
                { rootBlockDevice: { encrypted: unknown } },
                { rootBlockDevice: { encrypted: false } },
            ],
        },
    },
    {
        rule: "instance-disks-encrypted",
        on: good.launchTemplate,
        bad: {
            "in clear": { blockDeviceMappings: [{ ebs: { encrypted: "false" } }] },
            "not set": { blockDeviceMappings: [{ ebs: { volumeSize: 8 } }] },
        },
        fine: { "the image's disks": { blockDeviceMappings: undefined } },
    },
    {
        rule: "instance-disks-encrypted",
        on: good.launchConfiguration,
        bad: {
            "in clear": { rootBlockDevice: { encrypted: false } },
            "another disk": { ebsBlockDevices: [{ deviceName: "/dev/sdb" }] },
        },
    },
    {
        rule: "instance-disks-encrypted",
        on: good.volume,
        bad: { "in clear": { encrypted: false }, "not set": { encrypted: undefined } },
    },
    {
        rule: "instance-role",
        on: good.host,
        bad: { "not set": { iamInstanceProfile: undefined } },
        fine: {
            "one that is being made": { iamInstanceProfile: unknown },
            "as its template has it": { ...templated, iamInstanceProfile: undefined },
        },
    },
    {
        rule: "instance-user-data-no-secrets",
        on: good.host,
        bad: {
            "a password": { userData: "export DB_PASSWORD=hunter2" },
            "a password in base64": {
                userData: undefined,
                userDataBase64: base64("export DB_PASSWORD=hunter2"),
            },
        },
        fine: { "no user data": { userData: undefined } },
        late: { text: [{ userData: unknown }, { userData: "API_KEY=0123456789" }] },
    },
    {
        rule: "instance-user-data-no-secrets",
        on: good.launchTemplate,
        bad: {
            "a password": { userData: base64("#!/bin/sh\nPASSWORD='hunter2'") },
            "a connection": { userData: base64("psql postgresql://app:hunter2@db.internal/pii") },
        },
    },
];
