import { matching } from "../../cloud/model";

export const RECORDER = "aws:cfg/recorder:Recorder";
export const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
export const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
export const PACK = "aws:cfg/conformancePack:ConformancePack";

export const configName = matching(/^.{1,256}$/, "1 to 256 characters");
