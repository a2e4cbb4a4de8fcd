// Runs the built program for one command line after another: its entry is evaluated anew each time, the rest is loaded once.
//
//   node one-after-another.mjs ENTRY MARK LINES     LINES: JSON, a list of lists of arguments
//
// After each, stdout holds the mark, the exit code and the mark again, and stderr the mark.
import { writeSync } from "node:fs";
import { createRequire } from "node:module";

const [node, , entry, mark, lines] = process.argv;
// Each run listens anew to what happens to these.
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);

const require = createRequire(entry);
for (const line of JSON.parse(lines)) {
  process.argv = [node, entry, ...line];
  process.exitCode = undefined;
  Reflect.deleteProperty(require.cache, entry);
  await require(entry).done;
  writeSync(1, `${mark}${process.exitCode ?? 0}${mark}`);
  writeSync(2, mark);
}
process.exitCode = 0;
