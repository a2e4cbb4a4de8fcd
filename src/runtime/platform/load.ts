// Loads what a platform has for cryptography and unpacking with the first request that needs it: that takes longer than to load
// all of a version. The manifest's conditions choose the file.
import type * as platform from "#platform";
import type { MaybePromise } from "./web.ts";

export type Platform = typeof platform;

let loaded: Platform | undefined;

/** At once where it is there already. */
export function withPlatform<Value>(use: (platform: Platform) => MaybePromise<Value>): MaybePromise<Value> {
  if (loaded !== undefined) return use(loaded);
  return import("#platform").then((module) => {
    loaded = module;
    return use(module);
  });
}
