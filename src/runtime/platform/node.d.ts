// The same interface on every platform.
export * from "./web.ts";
