// What a run writes into a folder of handlers, and what it leaves alone.
import { describe, expect, test } from "vitest";
import { type Folder, modelOf, plan, step, told } from "./support.ts";

const first = modelOf("1.0", ["chat_opened", "chat_closed"]);
const second = modelOf("1.1", ["chat_opened", "chat_tagged"]);

const handler = (action: string, version: string, above = ""): string =>
  `import type { WebhookHandler } from "@acme/hooks/v${version}";\n\n${above}export const handle: WebhookHandler<"${action}"> = async (webhook) => {\n  void webhook;\n};\n`;
const gone = (action: string): string => `/** @deprecated since version 1.1, which has no webhook "${action}" */\n`;

test("an empty folder gets one file a webhook and a wiring of all", async () => {
  expect(await step(first, {})).toEqual({
    "chat-opened.ts": handler("chat_opened", "1.0"),
    "chat-closed.ts": handler("chat_closed", "1.0"),
    "index.ts": `// The handlers of version 1.0; a webhook set to undefined stays without one.
import { defineHandlers } from "@acme/hooks/v1.0";
import { handle as chatOpened } from "./chat-opened.js";
import { handle as chatClosed } from "./chat-closed.js";

export const handlers = defineHandlers({
  chat_opened: chatOpened,
  chat_closed: chatClosed,
});
`,
  });
});

test("the wiring is written last, so that it never imports what is not there", async () => {
  expect((await plan(first, {})).edits.at(-1)?.path).toBe("index.ts");
});

test("the next version adds what is new, marks what is gone, and moves the imports", async () => {
  const folder = await step(second, await step(first, {}));
  expect(folder["chat-opened.ts"]).toBe(handler("chat_opened", "1.1"));
  expect(folder["chat-tagged.ts"]).toBe(handler("chat_tagged", "1.1"));
  expect(folder["chat-closed.ts"]).toBe(handler("chat_closed", "1.0", gone("chat_closed")));
  expect(folder["index.ts"]).toContain(`import { defineHandlers } from "@acme/hooks/v1.1";
import { handle as chatOpened } from "./chat-opened.js";
import { handle as chatTagged } from "./chat-tagged.js";

export const handlers = defineHandlers({
  chat_opened: chatOpened,
  chat_tagged: chatTagged,
});
`);
});

test("a second run has nothing to do", async () => {
  const folder = await step(second, await step(first, {}));
  expect(await plan(second, folder)).toEqual({ edits: [], findings: [] });
});

test("a third version without it leaves the mark of the second", async () => {
  const folder = await step(second, await step(first, {}));
  const later = await step(modelOf("1.2", ["chat_opened", "chat_tagged"]), folder);
  expect(later["chat-closed.ts"]).toBe(folder["chat-closed.ts"]);
});

test("a webhook that comes back is wired again, and its mark goes", async () => {
  const folder = await step(first, await step(second, await step(first, {})));
  expect(folder["chat-closed.ts"]).toBe(handler("chat_closed", "1.0"));
  expect(folder["index.ts"]).toContain("chat_closed: chatClosed,");
});

describe("a person's own hand is respected:", () => {
  test.each<[string, { given: (folder: Folder) => Folder; want: Folder; told?: readonly string[] }]>([
    [
      "a handler moved together with its import stays where it is",
      {
        given: ({ "chat-closed.ts": closed = "", "chat-opened.ts": opened = "", "index.ts": index = "" }) => ({
          "chats/open.ts": opened,
          "chats/close.ts": closed,
          "index.ts": index
            .replace("./chat-opened.js", "./chats/open.js")
            .replace("./chat-closed.js", "./chats/close.js"),
        }),
        want: {
          "chats/open.ts": handler("chat_opened", "1.1"),
          "chats/close.ts": handler("chat_closed", "1.0", gone("chat_closed")),
        },
      },
    ],
    [
      "a handler moved without its import is followed",
      {
        given: ({ "chat-opened.ts": opened = "", ...rest }) => ({ ...rest, "chats/open.ts": opened }),
        want: { "index.ts": expect.stringContaining(`import { handle as chatOpened } from "./chats/open.js";`) },
      },
    ],
    [
      "an action set to undefined gets no file",
      {
        given: ({ "index.ts": index = "", ...rest }) => ({
          ...rest,
          "index.ts": index.replace("});", "  chat_tagged: undefined,\n});"),
        }),
        want: { "chat-tagged.ts": expect.toSatisfy((text) => text === undefined) },
      },
    ],
    [
      "a handler written in the wiring stays, and is named when its webhook is gone",
      {
        given: ({ "index.ts": index = "", ...rest }) => ({
          ...rest,
          "index.ts": index.replace("chat_closed: chatClosed", "chat_closed: async () => {}"),
        }),
        want: {
          "index.ts": expect.stringContaining("  chat_closed: async () => {},\n  chat_tagged: chatTagged,\n});"),
        },
        told: ["stubs/gone-in-place index.ts:8"],
      },
    ],
    [
      "an import used elsewhere stays when its entry goes",
      {
        given: ({ "index.ts": index = "", ...rest }) => ({ ...rest, "index.ts": `${index}chatClosed;\n` }),
        want: { "index.ts": expect.stringContaining("import { handle as chatClosed }") },
      },
    ],
    [
      "a comment beside an entry that goes stays",
      {
        given: ({ "index.ts": index = "", ...rest }) => ({
          ...rest,
          "index.ts": index.replace("chat_closed: chatClosed,", "chat_closed: chatClosed, // mine"),
        }),
        want: { "index.ts": expect.stringContaining("   // mine\n") },
      },
    ],
    [
      "an object spread from the same file wires its actions",
      {
        given: ({ "index.ts": index = "", ...rest }) => ({
          ...rest,
          "index.ts": index
            .replace("export const", "const tags = { chat_tagged: async () => {} };\nexport const")
            .replace("});", "  ...tags,\n});"),
        }),
        want: { "chat-tagged.ts": expect.toSatisfy((text) => text === undefined) },
      },
    ],
    [
      "an object spread from elsewhere wins over what is added",
      {
        given: ({ "index.ts": index = "", ...rest }) => ({
          ...rest,
          "index.ts": index.replace("});", "  ...tags,\n});"),
        }),
        want: { "index.ts": expect.stringContaining("defineHandlers({\n  chat_tagged: chatTagged,\n  chat_opened") },
      },
    ],
    [
      "a wiring under another name is found",
      {
        given: ({ "index.ts": index = "", ...rest }) => ({ ...rest, "wiring.ts": index }),
        want: {
          "wiring.ts": expect.stringContaining("chat_tagged: chatTagged"),
          "index.ts": expect.toSatisfy((text) => text === undefined),
        },
      },
    ],
    [
      "an own deprecation is not followed by a second",
      {
        given: ({ "chat-closed.ts": closed = "", ...rest }) => ({
          ...rest,
          "chat-closed.ts": closed.replace("export", "/** Ours.\n * @deprecated soon */\nexport"),
        }),
        want: { "chat-closed.ts": handler("chat_closed", "1.0", "/** Ours.\n * @deprecated soon */\n") },
      },
    ],
    [
      "a comment above the export stays, with the mark behind it",
      {
        given: ({ "chat-closed.ts": closed = "", ...rest }) => ({
          ...rest,
          "chat-closed.ts": closed.replace("export", "/** Ours. */\nexport"),
        }),
        want: { "chat-closed.ts": handler("chat_closed", "1.0", `/** Ours. */\n${gone("chat_closed")}`) },
      },
    ],
    [
      "a last entry without a comma gets one before another follows, quotes and missing semicolons are taken up",
      {
        given: () => ({
          "index.ts": `import { defineHandlers } from '@acme/hooks/v1.0'\n\nexport default defineHandlers({ chat_opened: () => {} })\n`,
        }),
        want: {
          "index.ts": `import { defineHandlers } from '@acme/hooks/v1.1'\nimport { handle as chatTagged } from './chat-tagged.js'\n\nexport default defineHandlers({ chat_opened: () => {}, \n  chat_tagged: chatTagged,\n})\n`,
        },
      },
    ],
    [
      "a file in the place of a new handler is left",
      {
        given: (folder) => ({ ...folder, "chat-tagged.ts": "export const tags = [];\n" }),
        want: { "chat-tagged.ts": "export const tags = [];\n" },
        told: ["stubs/name-taken chat-tagged.ts:1"],
      },
    ],
    [
      "a file that is no TypeScript is left, the others are written",
      {
        given: (folder) => ({ ...folder, "chat-opened.ts": `import { WebhookHandler } from\n{{{` }),
        want: {
          "chat-opened.ts": `import { WebhookHandler } from\n{{{`,
          "chat-tagged.ts": handler("chat_tagged", "1.1"),
        },
        told: ["stubs/not-typescript chat-opened.ts:2"],
      },
    ],
    [
      "a file nested too deeply to be parsed is left",
      {
        given: (folder) => ({ ...folder, "chat-opened.ts": `// WebhookHandler\n${"[".repeat(100_000)}` }),
        want: { "chat-tagged.ts": handler("chat_tagged", "1.1") },
        told: ["stubs/not-typescript chat-opened.ts:1"],
      },
    ],
    [
      "an own import of the older version is left",
      {
        given: ({ "chat-opened.ts": opened = "", ...rest }) => ({
          ...rest,
          "chat-opened.ts": `import type { Chat } from "@acme/hooks/v1.0/types";\n${opened}`,
        }),
        want: {
          "chat-opened.ts": `import type { Chat } from "@acme/hooks/v1.0/types";\n${handler("chat_opened", "1.1")}`,
        },
      },
    ],
    [
      "an index without a wiring is left",
      {
        given: () => ({ "index.ts": "export {};\n" }),
        want: { "index.ts": "export {};\n" },
        told: ["stubs/no-wiring index.ts:1"],
      },
    ],
  ])("%s", async (_name, { given, want, told: expected = [] }) => {
    const folder = given(await step(first, {}));
    const planned = await plan(second, folder);
    const after = await step(second, folder);
    for (const [path, text] of Object.entries(want)) expect(after[path]).toEqual(text);
    expect(told(planned)).toEqual(expected);
    expect((await plan(second, after)).edits).toEqual([]);
  });
});

test("a file that can't be read is an error where a stub would stand", async () => {
  const planned = await plan(first, {}, [{ path: "chat-opened.ts", refused: "is a symbolic link" }]);
  expect(told(planned)).toEqual(["stubs/unreadable chat-opened.ts:1"]);
  expect(planned.edits.map(({ path }) => path)).toEqual(["chat-closed.ts", "index.ts"]);
});

test("a new file takes the line endings of the others", async () => {
  const folder = await step(first, { "other.ts": "export {};\r\n" });
  expect(folder["chat-opened.ts"]).toBe(handler("chat_opened", "1.0").replaceAll("\n", "\r\n"));
});

test("names from a page can't become code, paths or reserved words", async () => {
  const odd = [`"); evil(); ("`, "../../escape", "__proto__", "default", "a_b", "a-b", "index", "*/ evil()"];
  const made = await step(modelOf("1.0", odd), {});
  expect(Object.keys(made).filter((path) => !/^[a-z0-9_-]+\.ts$/.test(path))).toEqual([]);
  expect(Object.keys(made)).toHaveLength(odd.length + 1);
  expect(made["index.ts"]).toContain(`["__proto__"]: proto`);
  expect((await plan(modelOf("1.0", odd), made)).edits).toEqual([]);
  const emptied = await step(modelOf("1.1", []), made);
  expect((await plan(modelOf("1.1", []), emptied)).findings).toEqual([]);
});
