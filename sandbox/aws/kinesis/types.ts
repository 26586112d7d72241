export const STREAM = "aws:kinesis/stream:Stream";
