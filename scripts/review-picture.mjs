// Takes the picture of a review page that README.md shows: docs/review.png, of generated/diffs, in the size of a window.
//
//   npm run docs:picture       needs chromium, on the path or in HOOKSMITH_CHROMIUM
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const top = fileURLToPath(new URL("..", import.meta.url));
const executablePath =
  process.env.HOOKSMITH_CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1000, height: 860 }, colorScheme: "light" });
await page.goto(pathToFileURL(join(top, "generated/diffs/v3.5...v3.6.html")).href);
await page.screenshot({ path: join(top, "docs/review.png") });
await browser.close();
