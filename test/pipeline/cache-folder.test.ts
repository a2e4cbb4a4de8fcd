// Where the cache is: the user's own folder, whatever folder the program is called in.
import { expect, test } from "vitest";
import { cacheFolder } from "../../src/pipeline/cache.ts";

const home = (): string => "/home/ann";

test.each<[string, { given: Parameters<typeof cacheFolder>[0]; want: string | undefined }]>([
  ["Linux", { given: { platform: "linux", env: {}, home }, want: "/home/ann/.cache/hooksmith" }],
  ["macOS", { given: { platform: "darwin", env: {}, home }, want: "/home/ann/Library/Caches/hooksmith" }],
  [
    "Windows",
    {
      given: { platform: "win32", env: { LOCALAPPDATA: "C:\\Users\\ann\\AppData\\Local" }, home },
      want: "C:\\Users\\ann\\AppData\\Local\\hooksmith",
    },
  ],
  [
    "Windows without LOCALAPPDATA",
    {
      given: { platform: "win32", env: {}, home: () => "C:\\Users\\ann" },
      want: "C:\\Users\\ann\\AppData\\Local\\hooksmith",
    },
  ],
  ["XDG_CACHE_HOME", { given: { platform: "linux", env: { XDG_CACHE_HOME: "/c" }, home }, want: "/c/hooksmith" }],
  [
    "XDG_CACHE_HOME that is no absolute path, as the convention has it",
    {
      given: { platform: "linux", env: { XDG_CACHE_HOME: "node_modules/.cache" }, home },
      want: "/home/ann/.cache/hooksmith",
    },
  ],
  [
    "HOOKSMITH_CACHE before all others",
    { given: { platform: "darwin", env: { HOOKSMITH_CACHE: "here", XDG_CACHE_HOME: "/c" }, home }, want: "here" },
  ],
  [
    "empty names",
    {
      given: { platform: "linux", env: { HOOKSMITH_CACHE: "", XDG_CACHE_HOME: "" }, home },
      want: "/home/ann/.cache/hooksmith",
    },
  ],
  ["a home that is the working folder", { given: { platform: "linux", env: {}, home: () => "." }, want: undefined }],
  [
    "no home",
    {
      given: {
        platform: "linux",
        env: {},
        home: () => {
          throw new Error("no such user");
        },
      },
      want: undefined,
    },
  ],
])("%s", (_, { given, want }) => {
  expect(cacheFolder(given)).toBe(want);
});
