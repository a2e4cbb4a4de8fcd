// Several versions behind one address.
import { expect, test, vi } from "vitest";
import {
  combineReceivers,
  createReceiverFor,
  type VersionInfo,
  type VersionReceiver,
} from "../../src/runtime/index.ts";
import { note, noteText, SECRET } from "./support.ts";

interface Options {
  readonly envelope?: readonly string[];
  readonly secret?: string;
  readonly maxBytes?: number;
  readonly onResult?: (result: object) => void;
  readonly onError?: (error: unknown) => void;
}

function receiverOf(version: string, { envelope = [], ...options }: Options = {}): VersionReceiver {
  const info: VersionInfo = {
    version,
    names: ["note_added"],
    discriminator: { path: ["action"] },
    authentication: { scheme: "secret", path: ["secret_key"] },
    envelope,
    validate: () => undefined,
  };
  return createReceiverFor<{ note_added: object }>(info)({ secret: SECRET, handlers: {}, ...options });
}

const routed = combineReceivers({ "/hooks/v1": receiverOf("1"), v2: receiverOf("2"), "/more/v2/": receiverOf("2b") });

test.each([
  ["/hooks/v1", "1"],
  ["/hooks/v1/", "1"],
  ["/hooks/v1?a=/v2", "1"],
  ["https://example.com/hooks/v1#x", "1"],
  ["/api/hooks/v1", "1"],
  ["/v2", "2"],
  ["/any/v2", "2"],
  ["/more/v2", "2b"],
])("the path %s goes to version %s", async (url, version) => {
  expect(await routed.receive(noteText(), { url })).toMatchObject({ status: 200, version });
});

test.each(["/", "", "/hooks", "/hooks/v11", "/xv2", undefined])("the path %s has no receiver", async (url) => {
  expect(await routed.receive(noteText(), { url })).toMatchObject({ status: 404, outcome: "unsupported" });
});

const old = receiverOf("1", { envelope: ["action", "data"] });
const plain = receiverOf("2", { envelope: ["action", "payload"] });
const rich = receiverOf("3", { envelope: ["action", "payload", "organization_id"], maxBytes: 300 });
const mixed = combineReceivers([plain, old, rich]);

test.each([
  ["data", { payload: undefined, data: {} }, "1"],
  ["payload", {}, "2"],
  ["payload and organization_id", { organization_id: "x" }, "3"],
  ["neither", { payload: undefined }, "2"],
])("a body with %s goes to its version", async (_name, members, version) => {
  expect(await mixed.receive(noteText(members))).toMatchObject({ version, outcome: "unhandled" });
  expect(await mixed.receive(JSON.parse(noteText(members)))).toMatchObject({ version, outcome: "unhandled" });
});

test("the chosen receiver keeps its own secret and limit", async () => {
  const members = { organization_id: "x".repeat(300) };
  expect(await mixed.receive(noteText(members))).toMatchObject({ status: 413, version: "3" });
  const other = combineReceivers([plain, receiverOf("1", { envelope: ["action", "data"], secret: "other" })]);
  expect(await other.receive(noteText({ payload: undefined, data: {} }))).toMatchObject({ status: 401, version: "1" });
});

test("what no version can be told from goes to the first, whose hooks see it", async () => {
  const onResult = vi.fn();
  const onError = vi.fn();
  const own = combineReceivers([receiverOf("1", { onResult, onError }), old]);
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
  const statuses = [];
  for (const [body, method] of [
    ["oops", "POST"],
    [noteText(), "GET"],
    [broken, "POST"],
    ["x".repeat(2 ** 20 + 1), "POST"],
  ] as const) {
    statuses.push((await own.receive(body, { method })).status);
  }
  expect(statuses).toEqual([400, 405, 500, 413]);
  expect(onResult).toHaveBeenCalledTimes(4);
  expect(onError).toHaveBeenCalledTimes(1);
});

test("versions with one envelope are refused, and told", () => {
  expect(() => combineReceivers([receiverOf("3.4"), receiverOf("3.5")])).toThrow("3.4 and 3.5");
});

test("nothing to combine is refused", () => {
  expect(() => combineReceivers([])).toThrow(TypeError);
  expect(() => combineReceivers({})).toThrow(TypeError);
});

test("an object that was given is not changed", async () => {
  const given = note();
  await mixed.receive(given);
  expect(given).toEqual(note());
});
