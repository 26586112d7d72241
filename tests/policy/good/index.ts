export * from "./account";
export * from "./data";
export * from "./database";
export * from "./network";
export { document } from "./resource";
export { stack } from "./stack";
