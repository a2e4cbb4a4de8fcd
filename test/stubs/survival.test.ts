// Whatever a person writes into bodies, comments and further exports is there, byte for byte, after the next version's run.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Folder, modelOf, plan, step } from "./support.ts";

const actions = ["chat_opened", "chat_closed", "chat_tagged", "agent_created", "agent_deleted"];

const word = fc.stringMatching(/^[a-z]{1,8}$/).map((text) => `x_${text}`);
const literal = fc
  .string({ maxLength: 12, unit: "binary" })
  .map((text) => JSON.stringify(text).replace(/[\u2028\u2029]/g, ""));
const comment = fc.oneof(
  literal.map((text) => `// ${text}\n`),
  literal.map((text) => `/* ${text.replaceAll("*/", "")} */`),
  word.map((text) => `/** ${text}\n   * defineHandlers({ chat_closed: ${text} })\n   */\n`),
  fc.constant(`/* import type { WebhookHandler } from "@acme/hooks/v1.0"; */`),
);
const statement = fc.oneof(
  comment,
  literal.map((text) => `console.log(${text});\n`),
  word.map((name) => `{ const ${name} = "@acme/hooks/v1.0"; }\n`),
  literal.map((text) => `if (webhook) { void \`\${${text}}  \`;\n\n\n\t}\n`),
  word.map((name) => `await import("@acme/hooks/v1.0/${name}");\n`),
);
const extra = fc.oneof(
  comment,
  fc.tuple(word, literal).map(([name, text]) => `export const ${name} = ${text};\n`),
  word.map((name) => `export async function ${name}(): Promise<void> {\n\t\treturn ;\n}\n`),
  word.map((name) => `export type ${name} = { ${name}: "chat_closed" }\n`),
);

interface Hand {
  /** At the start of the body, of the file's head, and of its end. */
  readonly body: string;
  readonly head: string;
  readonly tail: string;
}
const joined = (part: fc.Arbitrary<string>) => fc.array(part, { maxLength: 4 }).map((parts) => parts.join(""));
const hand: fc.Arbitrary<Hand> = fc.record({ body: joined(statement), head: joined(comment), tail: joined(extra) });

const edited = (text: string, { body, head, tail }: Hand): string =>
  `${head}\n${text.replace(/=> \{\n/, (open) => open + body)}${tail.replaceAll(/\bx_/g, "y_")}`;

const setting = fc.record({
  before: fc.subarray(actions, { minLength: 1 }),
  after: fc.subarray(actions),
  hands: fc.array(hand, { minLength: 6, maxLength: 6 }),
  windows: fc.boolean(),
  mark: fc.boolean(),
});

/** The text as it would be without what a run may change in a handler's file: one import and one line of its own. */
const withoutOwned = (text: string): string =>
  text
    .replace(/(?<=^import type \{ WebhookHandler \} from "@acme\/hooks\/)v[\d.]+/m, "v")
    .replace(/^\/\*\* @deprecated since version 1\.1, which has no webhook "\w+" \*\/\r?\n/m, "");

test("a run for the next version changes nothing but what is its own", async () => {
  await fc.assert(
    fc.asyncProperty(setting, async ({ before, after, hands, windows, mark }) => {
      const first = await step(modelOf("1.0", before), {});
      const folder: Folder = Object.fromEntries(
        Object.entries(first).map(([path, text], index) => {
          const written = edited(text, hands[index] ?? { body: "", head: "", tail: "" });
          const ended = windows ? written.replaceAll("\n", "\r\n") : written;
          return [path, (mark ? "\uFEFF" : "") + ended];
        }),
      );
      const next = modelOf("1.1", after);
      const planned = await plan(next, folder);
      expect(planned.findings.filter(({ fatal }) => fatal === true)).toEqual([]);
      const result = await step(next, folder);
      for (const [path, text] of Object.entries(folder)) {
        if (path === "index.ts") continue;
        expect(withoutOwned(result[path] ?? "")).toBe(withoutOwned(text));
      }
      const indexHand = hands[Object.keys(first).indexOf("index.ts")];
      const ending = (text: string) => (windows ? text.replaceAll("\n", "\r\n") : text);
      expect(result["index.ts"]).toContain(ending(indexHand?.head ?? ""));
      expect(result["index.ts"]).toContain(ending((indexHand?.tail ?? "").replaceAll(/\bx_/g, "y_")));
      expect(result["index.ts"]?.startsWith("\uFEFF")).toBe(mark);
      if (windows) expect(result["index.ts"]?.replaceAll("\r\n", "")).not.toContain("\n");
      for (const action of after) expect(result["index.ts"]).toMatch(new RegExp(`^  ${action}: \\w+,\\r?$`, "m"));
      expect((await plan(next, result)).edits).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
