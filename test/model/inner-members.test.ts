// Words in a row that are about other members than its own: those inside of it, and those beside it.
import { expect, test } from "vitest";
import { readPayload } from "../support/snippets.ts";

const marks = async (name: string, note: string, payload: string, more: readonly string[] = []) => {
  const { lines } = await readPayload({
    payloads: [payload],
    table: ["| Field | Notes |", "|---|---|", `| \`${name}\` | ${note} |`, ...more].join("\n"),
  });
  return lines
    .filter((line) => line.startsWith("payload."))
    .map((line) => line.split("  ").slice(0, 2).join(" "))
    .filter((line) => line.includes("?") || line.endsWith("or null"))
    .map((line) => (line.endsWith("or null") ? `${line.split(" ")[0] ?? ""} or null` : line.split(" ")[0]))
    .join(" ")
    .replaceAll("payload.", "");
};
const image = '{ "image": { "url": "u", "name": "n", "size": 1 } }';
const both = "image.name? image.size?";

test.each([
  ["Required param: `url`; Optional params: `name`, `size`.", both],
  ["Required param: url; optional: name, size", both],
  ["`name` and `size` are optional.", both],
  ["Only `url` is always there.", both],
  ["`url` is the only required field.", both],
  ["Contains `url` and, optionally, `name` and `size`.", both],
  ["Holds `url`, `name` (optional) and `size` (if known).", both],
  ["`url` (required), `name` (optional), `size` (optional)", both],
  ["Mandatory: `url`. Optional: `name` and `size`.", both],
  ["All members but `url` are optional.", both],
  ["Everything but the url is optional", both],
  ["Besides `url` all fields can be omitted.", both],
  ["`url` is always there; the rest is optional.", both],
  ["Neither `name` nor `size` is guaranteed.", both],
  ["The picture; `name` and `size` are only sent for uploads.", both],
  ["`name` may be missing.", "image.name?"],
  ["`image.name` may be missing.", "image.name?"],
  ["Not every picture has a `name`.", "image.name?"],
  ["Optional. Has a `name` if known.", "image? image.name?"],
  ["The picture, of which `name` may be absent.", "image.name?"],
  ["All fields are optional.", "image.url? image.name? image.size?"],
  ["None of the fields is required.", "image.url? image.name? image.size?"],
  ["May contain: `url`, `name`, `size`.", "image.url? image.name? image.size?"],
  ["Optional. `size` may be `null`.", "image? image.size or null"],
  ["Optional; the name and size of the image.", "image?"],
  ["The name and the size of the picture.", ""],
  ["Required if the chat is open.", "image?"],
])("inside: %s", async (note, want) => {
  expect(await marks("image", note, image)).toBe(want);
});

test.each([
  ["a", "`b` is present only if closed.", "b?"],
  ["a", "`b` may be `null`.", "b or null"],
  ["a", "`later` is left out for bots.", "later?"],
  ["a", "Missing if `b` is `null`.", "a?"],
  ["a", "If `b` is closed, `a` is missing.", "a?"],
  ["a", "`x` is missing if `b` is open. Always there.", "a.x?"],
  ["b", "`true` if open.", ""],
  ["b", "`a` object, missing if empty.", "b?"],
  ["c", "A list. `e` is optional.", "c[].e?"],
  ["c", "All but `d` may be missing.", "c[].e?"],
  ["c", "Each item consists of `d` and optionally `e`.", "c[].e?"],
])("beside: `%s`: %s", async (name, note, want) => {
  const payload = '{ "a": { "x": 1 }, "b": "s", "c": [{ "d": 1, "e": 2 }], "later": 1 }';
  expect((await marks(name, note, payload, ["| `later` | The last. |"])).replace(/^(c)\.e/, "$1[].e")).toBe(want);
});
