import { rule } from "../../rule";

const CHANNELS = ["aws:cfg/deliveryChannel:DeliveryChannel"];

export const configDeliveryChannelPresent = rule({
    name: "config-delivery-channel-present",
    description: "A recorder of AWS Config has a delivery channel in its stack.",
    why: "Without one the recorder cannot be started, and keeps nothing.",
    severity: "medium",
    remediation: "Make an aws.cfg.DeliveryChannel in the recorder's region.",
    frameworks: { fsbp: ["Config.1"], cis: ["3.3"], pci: ["10.5.1"], gdpr: ["5(2)"] },
    source: "https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html",
    checkStack: (stack) => {
        const regions = stack.of(...CHANNELS).map((channel) => channel.read("region"));
        for (const recorder of stack.of("aws:cfg/recorder:Recorder")) {
            if (!regions.includes(recorder.read("region"))) {
                recorder.fail("delivers nowhere; make an aws.cfg.DeliveryChannel in its region");
            }
        }
    },
});
