// Names of files and types made of names from pages.
import { expect, test } from "vitest";
import { nameSamples, nameVersion, pascalCase } from "../../src/emit/names.ts";
import { safeName, safeNames } from "../../src/model/safe-name.ts";
import { hostile, model, object, strangeNames, webhook } from "./fixtures.ts";

test.each([
  ["incoming_chat", "incoming_chat"],
  ["v3.4-preview", "v3.4-preview"],
  ["Incoming Chat", "incoming-chat"],
  ["../../x", "x"],
  ["..", "unnamed"],
  ["/etc/passwd", "etc-passwd"],
  ["a\u0000b", "a-b"],
  ["con", "_con"],
  ["NUL.json", "_nul.json"],
  ["com1", "_com1"],
  ["console", "console"],
  ["__proto__", "__proto__"],
  ["ünï", "uni"],
  ["聊天", "unnamed"],
  ["a.", "a"],
  ["", "unnamed"],
])("the file name of %j is %j", (given, want) => {
  expect(safeName(given)).toBe(want);
});

test("a name that is safe as it is keeps it, whoever comes before", () => {
  expect(safeNames(["A_B", "a_b", "a b", "a/b"])).toEqual(["a_b-2", "a_b", "a-b", "a-b-2"]);
});

test("no strange name leads outside, stands twice, or grows long", () => {
  const names = safeNames(strangeNames);
  expect(new Set(names).size).toBe(strangeNames.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9_](?:[a-z0-9_.-]{0,110}[a-z0-9_])?$/);
});

test.each([
  ["incoming_chat", "IncomingChat"],
  ["auto_accesses_updated", "AutoAccessesUpdated"],
  ["User", "User"],
  ["Customer's last visit", "CustomersLastVisit"],
  ["3d view", "N3dView"],
  ["../../x", "X"],
  ["聊天", "Unnamed"],
])("the type name of %j is %j", (given, want) => {
  expect(pascalCase(given)).toBe(want);
});

test("no two types of a version share a name, and none takes one that every version declares", () => {
  const { webhooks, structures } = nameVersion(hostile);
  const names = [...webhooks.flatMap(({ body, payload }) => [body, payload]), ...structures.values()];
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => ["Webhook", "UnknownWebhook", "Record", "Object", "Payload"].includes(name))).toEqual(
    [],
  );
  for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z0-9]{0,90}$/);
});

test("further samples are numbered, past a webhook that is named like one", () => {
  const names = nameVersion(
    model("1", { webhooks: [webhook("foo", object(), [{}, {}, {}]), webhook("foo.2", object(), [{}])] }),
  );
  expect(nameSamples(names)).toEqual([["foo", "foo.2-2", "foo.3"], ["foo.2"]]);
});
