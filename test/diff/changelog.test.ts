// Changelog entries from findings, and how they get into a changelog that people write too.
import { describe, expect, test } from "vitest";
import { changelogEntry, mergeChangelog } from "../../src/diff/changelog.ts";
import { compareModels } from "../../src/diff/compare-models.ts";
import { model, object, text, webhook } from "../../src/diff/tiny-model.ts";

const before = model([webhook(object({ door: text, floor: text }))]);
const after = model([webhook(object({ door: text, room: text }))]);
const entry = changelogEntry([
  { version: "1.0", state: "compared", report: compareModels(before, after) },
  { version: "2.0", state: "added" },
  { version: "0.9", state: "removed" },
]);

describe("an entry", () => {
  test("groups what changed by what it does", () => {
    expect(entry.map((line) => line.replace(/ [0-9a-f]{12} -->/, " F -->"))).toEqual([
      "### Breaking",
      "",
      '- v1.0: door\\_opened.payload.floor: the required member "floor" was removed. <!-- v1.0 F -->',
      "- v0.9: removed. <!-- v0.9 -->",
      "",
      "### Other changes",
      "",
      '- v1.0: door\\_opened.payload.room: the required member "room" was added. <!-- v1.0 F -->',
      "- v2.0: added. <!-- v2.0 -->",
      "",
    ]);
  });

  test("leaves words alone out", () => {
    const report = compareModels(
      before,
      model([webhook(object({ door: text, floor: text }), { description: "New." })]),
    );
    expect(changelogEntry([{ version: "1.0", state: "compared", report }])).toEqual([]);
  });

  test("keeps a name of the page from being markup", () => {
    const odd = model([webhook(object({ "--> <img src=x> [a](b)\n# c": text }))]);
    const report = compareModels(model([webhook(object({}, { empty: true }))]), odd);
    const [, , said] = changelogEntry([{ version: "1.0", state: "compared", report }]);
    expect(said).not.toContain("<img");
    expect(said?.match(/-->/g)).toHaveLength(1);
    expect(said).toContain("\\[a\\](b)");
  });
});

describe("a changelog", () => {
  const written = "# Changelog\n\nBy hand.\n\n## Unreleased\n\n- Mine.\n\n## 0.1.0\n\n- The first.\n";

  test("gets a new release before the older ones and behind what is unreleased", () => {
    const merged = mergeChangelog(written, "0.2.0", entry);
    expect(merged.split("\n").filter((line) => line.startsWith("## "))).toEqual([
      "## Unreleased",
      "## 0.2.0",
      "## 0.1.0",
    ]);
    for (const line of written.split("\n")) expect(merged.split("\n")).toContain(line);
  });

  test("stays as it is when the release is written again", () => {
    const once = mergeChangelog(written, "0.2.0", entry);
    expect(mergeChangelog(once, "0.2.0", entry)).toBe(once);
  });

  test("keeps what people put in other words, and adds only what is lacking", () => {
    const once = mergeChangelog(written, "0.2.0", entry.slice(0, 3));
    const reworded = once.replace(/- v1\.0: .* (<!-- .* -->)/, "- The floor is gone; read the room. $1");
    const twice = mergeChangelog(reworded, "0.2.0", entry);
    expect(twice).toContain("- The floor is gone; read the room.");
    expect(twice).not.toContain("was removed.");
    expect(twice).toContain("- v2.0: added.");
    expect(mergeChangelog(twice, "0.2.0", entry)).toBe(twice);
  });

  test("is begun where the file was empty, and says so where nothing that arrives changed", () => {
    expect(mergeChangelog("", "0.2.0", [])).toBe("\n## 0.2.0\n\n- No change of what arrives.\n");
  });
});
