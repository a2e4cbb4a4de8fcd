// quicktype over the documented samples of all versions: TypeScript types, without evidence and without validators.
//
//   node scripts/bench/quicktype.mjs GENERATED
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputData, jsonInputForTargetLanguage, quicktype } from "quicktype-core";

const generated = process.argv[2];
let lines = 0;
for (const version of readdirSync(generated).filter((name) => /^v\d/.test(name))) {
  const folder = join(generated, version, "samples");
  const input = jsonInputForTargetLanguage("typescript");
  for (const name of readdirSync(folder)) {
    await input.addSource({ name: name.replace(/\.json$/, ""), samples: [readFileSync(join(folder, name), "utf8")] });
  }
  const inputData = new InputData();
  inputData.addInput(input);
  const result = await quicktype({ inputData, lang: "typescript", rendererOptions: { "just-types": "true" } });
  lines += result.lines.length;
}
console.log(`${lines} lines`);
