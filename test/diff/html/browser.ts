// A real browser for the pages: it opens them from files and keeps account of what they ask for and complain about.
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, test } from "vitest";

const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter)].filter((folder) => folder !== "");
const names = ["chromium", "chromium-browser", "google-chrome"];
const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
const executablePath = [process.env["HOOKSMITH_CHROMIUM"], ...places].find((path) => path && existsSync(path));

export interface Opened {
  readonly page: Page;
  /** What the page asked for beside itself. */
  readonly requests: readonly string[];
  /** Errors of its scripts, and what it wrote to the console. */
  readonly complaints: readonly string[];
  /** Leaves the page for another in the same window, with an account of its own; takes a fraction of the time of a new window. */
  readonly leaveFor: (text: string) => Promise<Opened>;
}

/** Opens a page; `hash` without its `#`. */
export type Open = (text: string, options?: BrowserContextOptions & { readonly hash?: string }) => Promise<Opened>;

/** A `describe` that skips, and says why, where no chromium is found; with HOOKSMITH_REQUIRE_BROWSER=1 it fails instead. */
export function describeBrowser(name: string, body: (open: Open) => void): void {
  if (executablePath !== undefined) describe(name, () => body(useBrowser(executablePath)));
  else if (process.env["HOOKSMITH_REQUIRE_BROWSER"] === "1") {
    test(name, () => {
      throw new Error(
        "no chromium found on the path or in HOOKSMITH_CHROMIUM: the tests of the pages must run here, not skip",
      );
    });
  } else
    describe.skip(`${name} (skipped: no chromium found; apt-get install chromium, or set HOOKSMITH_CHROMIUM)`, () =>
      undefined);
}

function useBrowser(path: string): Open {
  let browser: Browser | undefined;
  let folder = "";
  let written = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hooksmith-pages-"));
    const quiet = ["networking", "timer-throttling"].map((what) => `--disable-background-${what}`);
    const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", ...quiet];
    browser = await chromium.launch({
      executablePath: path,
      headless: true,
      args: [...args, "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
    });
  });
  afterEach(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  async function write(text: string): Promise<string> {
    written += 1;
    const file = join(folder, `page-${String(written)}.html`);
    await writeFile(file, text);
    return pathToFileURL(file).href;
  }
  return async (text, { hash = "", ...options } = {}) => {
    if (browser === undefined) throw new Error("the browser has not started");
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    let [url, requests, complaints]: [string, string[], string[]] = ["", [], []];
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== url) requests.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await context.route("**/*", (route) =>
      route.request().url().split("#")[0] === url ? route.continue() : route.abort(),
    );
    const show = async (shown: string, at = ""): Promise<Opened> => {
      [url, requests, complaints] = [await write(shown), [], []];
      await page.goto(at === "" ? url : `${url}#${at}`);
      return { page, requests, complaints, leaveFor: show };
    };
    return show(text, hash);
  };
}

/** Fingerprints of the changes that are shown, in order. */
export function shown(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(
    '[...document.querySelectorAll("article.change")].filter((node) => node.offsetParent !== null).map((node) => node.id)',
  );
}

/** Fingerprint of the change that has the focus; empty where none has. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement?.closest("article")?.id ?? ""');
}
