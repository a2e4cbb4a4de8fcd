// fetch against a server that misbehaves: what is taken, what is refused, and that the file that stands is kept.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { LARGEST_FILE } from "../../src/formats/decode.ts";
import {
  type Behaviour,
  fetchInto,
  folderFor,
  htmlPage,
  inputFolder,
  markdownPage,
  registerOf,
  serve,
} from "./support.ts";

const old = markdownPage("parcel_moved");
const fresh = markdownPage("parcel_moved", "parcel_lost");
const answer =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Behaviour =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "text/markdown", ...headers }).end(body);
  };
const inOrder =
  (...all: readonly Behaviour[]): Behaviour =>
  (request, response) => {
    const next = all[Math.min(calls++, all.length - 1)];
    next?.(request, response);
  };
let calls = 0;
const fetchOnce = async (behave: Behaviour, file = "page.md", timeout = 10_000) => {
  calls = 0;
  const server = await serve(behave);
  const folder = folderFor(server, file, old);
  return { server, folder, result: await fetchInto(folder, { timeout }) };
};

describe("a page that has changed", () => {
  test("takes the place of the old one, with its digest, date and validators in the lock", async () => {
    const { folder, result, server } = await fetchOnce(
      answer(fresh, { etag: '"1"', "last-modified": "Tue, 01 Jan 2030 00:00:00 GMT" }),
    );
    const sha256 = createHash("sha256").update(fresh).digest("hex");
    expect(result).toMatchObject({ pages: [{ file: "page.md", state: "changed", sha256 }], findings: [] });
    expect(folder.read("page.md")).toBe(fresh);
    expect(JSON.parse(folder.read("sources.lock.json"))).toEqual({
      format: 1,
      pages: [
        {
          file: "page.md",
          url: `http://${server.host}/page`,
          sha256,
          fetched: "2030-01-02",
          etag: '"1"',
          lastModified: "Tue, 01 Jan 2030 00:00:00 GMT",
        },
      ],
    });
    expect(folder.files()).toEqual(["page.md", "sources.lock.json", "sources.yaml"]);
  });

  test("tells what it changes", async () => {
    const { result } = await fetchOnce(answer(fresh));
    expect(result.drift.map(({ new: { version }, summary }) => [version, summary.webhooks.added])).toEqual([
      ["1.5", ["parcel_lost"]],
    ]);
  });

  test("is told and not written under check", async () => {
    const server = await serve(answer(fresh));
    const folder = folderFor(server);
    const result = await fetchInto(folder, { check: true });
    expect(result.pages.map(({ state }) => state)).toEqual(["changed"]);
    expect(result.drift).toHaveLength(1);
    expect(folder.read("page.md")).toBe(old);
    expect(folder.files()).toEqual(["page.md", "sources.yaml"]);
  });

  test("is new where no file stood, in a folder that is made for it", async () => {
    const server = await serve(answer(fresh));
    const folder = inputFolder({
      "sources.yaml": registerOf({ file: "v1/a/page.md", url: `http://${server.host}/page` }),
    });
    expect((await fetchInto(folder)).pages.map(({ state }) => state)).toEqual(["new"]);
    expect(folder.read("v1/a/page.md")).toBe(fresh);
  });

  test.each<[string, { given: Behaviour }]>([
    ["arrives with a word for no packing", { given: answer(fresh, { "content-encoding": "Identity" }) }],
    ["arrives after a 500", { given: inOrder(answer("no", {}, 500), answer(fresh)) }],
    ["arrives after the connection broke off", { given: inOrder((_, response) => response.destroy(), answer(fresh)) }],
    [
      "arrives behind a redirect to its own host",
      {
        given: (request, response) => {
          if (request.url === "/page") response.writeHead(302, { location: "/page/" }).end();
          else response.writeHead(200).end(fresh);
        },
      },
    ],
  ])("%s", async (_name, { given }) => {
    const { folder, result } = await fetchOnce(given);
    expect(result.findings).toEqual([]);
    expect(folder.read("page.md")).toBe(fresh);
  });
});

describe("a page that has not changed", () => {
  const conditional: Behaviour = (request, response) => {
    if (request.headers["if-none-match"] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end(fresh);
  };

  test("is asked for by its validators, and nothing is written", async () => {
    const { folder, server } = await fetchOnce(conditional);
    const lock = folder.read("sources.lock.json");
    const result = await fetchInto(folder, { today: "2030-02-02" });
    expect(server.requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"']);
    expect(server.requests.map(({ headers }) => headers["accept-encoding"])).toEqual(["identity", "identity"]);
    expect(result).toMatchObject({ pages: [{ state: "unchanged" }], drift: [], findings: [] });
    expect(folder.read("sources.lock.json")).toBe(lock);
  });

  test("keeps its date while its ETag changes with every answer, and the lock follows", async () => {
    let count = 0;
    const { folder } = await fetchOnce((_, response) => {
      response.writeHead(200, { etag: `"${String(++count)}"` }).end(fresh);
    });
    const result = await fetchInto(folder, { today: "2030-02-02" });
    expect(result.pages.map(({ state }) => state)).toEqual(["unchanged"]);
    expect(JSON.parse(folder.read("sources.lock.json"))).toMatchObject({
      pages: [{ etag: '"2"', fetched: "2030-01-02" }],
    });
  });

  test("is asked for without condition where the file was edited by hand since", async () => {
    const { folder, server } = await fetchOnce(conditional);
    writeFileSync(join(folder.root, "page.md"), old);
    const { findings, pages } = await fetchInto(folder);
    expect(server.requests.at(-1)?.headers["if-none-match"]).toBeUndefined();
    expect([pages[0]?.state, findings[0]?.ruleId]).toEqual(["refused", "fetch/edited"]);
    expect(folder.read("page.md")).toBe(old);
    expect((await fetchInto(folder, { force: true })).pages[0]?.state).toBe("changed");
    expect(folder.read("page.md")).toBe(fresh);
  });

  test("is not counted as edited where only its line ends are others", async () => {
    const { folder, server } = await fetchOnce(conditional);
    writeFileSync(join(folder.root, "page.md"), fresh.replaceAll("\n", "\r\n"));
    server.behave = answer(old);
    expect((await fetchInto(folder)).findings).toEqual([]);
    expect(folder.read("page.md")).toBe(old);
  });

  test("is asked for without condition, with a word, where the lock is damaged", async () => {
    const { folder, server } = await fetchOnce(conditional);
    writeFileSync(join(folder.root, "sources.lock.json"), '{"format":1,"pages":[{"file":');
    const { findings } = await fetchInto(folder);
    expect(findings.map(({ ruleId, fatal }) => [ruleId, fatal])).toEqual([["fetch/lock", false]]);
    expect(server.requests.at(-1)?.headers["if-none-match"]).toBeUndefined();
  });
});

describe("a page is refused, and the file that stands is kept,", () => {
  const login =
    '<!DOCTYPE html><html><head><title>Hello</title></head><body><h1>Hello</h1><form><input type="password"></form></body></html>';
  const endless: Behaviour = (_request, response) => {
    const chunk = Buffer.alloc(1024 * 1024, 0x61);
    const more = () => {
      if (!response.destroyed) response.write(chunk, more);
    };
    more();
  };
  type Case = [string, { given: Behaviour; file?: string; timeout?: number; want: [rule: string, words: RegExp] }];
  const cut = (packed: Buffer) => packed.subarray(0, packed.length / 2);
  const packings: readonly [string, string, Buffer][] = [
    ["by gzip", "gzip", gzipSync(fresh)],
    ["by gzip and breaks off in it", "GZIP", cut(gzipSync(fresh))],
    ["by brotli and breaks off in it", "br", cut(brotliCompressSync(fresh))],
    ["by deflate", "deflate", deflateSync(fresh)],
    ["twice", "identity, gzip, br", brotliCompressSync(gzipSync(fresh))],
    ["in a way that nobody knows", "x-unknown", Buffer.from(fresh)],
    ["by its word alone", "gzip", Buffer.from(fresh)],
  ];
  test.each<Case>([
    ["when there is none", { given: answer(fresh, {}, 404), want: ["fetch/status", /answered 404/] }],
    ["when it is forbidden", { given: answer(fresh, {}, 403), want: ["fetch/status", /answered 403/] }],
    ["when only a part comes", { given: answer(fresh, {}, 206), want: ["fetch/status", /answered 206/] }],
    [
      "when nothing was asked that a 304 could answer",
      { given: answer("", {}, 304), want: ["fetch/status", /unchanged/] },
    ],
    [
      "when the server keeps failing",
      { given: answer("no", {}, 503), want: ["fetch/status", /503, at each of 4 tries/] },
    ],
    ["when no answer begins", { given: () => undefined, timeout: 400, want: ["fetch/connection", /within 400 ms/] }],
    [
      "when it comes too slowly",
      {
        given: (_, response) => {
          response.writeHead(200);
          const timer = setInterval(() => response.write("# a\n"), 50);
          response.on("close", () => {
            clearInterval(timer);
          });
        },
        timeout: 400,
        want: ["fetch/connection", /did not arrive within 400 ms/],
      },
    ],
    [
      "when it is shorter than its length says",
      {
        given: (_, response) => {
          response.writeHead(200, { "content-length": "100000" });
          response.write(fresh, () => response.destroy());
        },
        want: ["fetch/connection", /broke off/],
      },
    ],
    [
      "when its last chunk is missing",
      {
        given: (_, response) => {
          response.writeHead(200);
          response.write(fresh, () => response.destroy());
        },
        want: ["fetch/connection", /broke off/],
      },
    ],
    [
      "when half of what its index names is missing",
      {
        given: answer(
          markdownPage("parcel_moved").replace(
            "# Webhooks\n",
            "# Webhooks\n\n## Available webhooks\n\n| | |\n| --- | --- |\n| **Parcels** | [`parcel_moved`](#parcel_moved), [`parcel_lost`](#parcel_lost) |\n",
          ),
        ),
        want: ["fetch/truncated", /index names, 1 have no section/],
      },
    ],
    ...packings.map(([name, coding, body]): Case => [
      `when it comes packed ${name}`,
      { given: answer(body, { "content-encoding": coding }), want: ["fetch/packed", /came packed/] },
    ]),
    [
      "when its HTML breaks off",
      {
        given: answer(htmlPage("parcel_moved").split("</article>")[0] ?? "", { "content-type": "text/html" }),
        file: "page.html",
        want: ["fetch/truncated", /breaks off/],
      },
    ],
    [
      "when it says that it is too large",
      {
        given: (_, response) => {
          response.writeHead(200, { "content-length": String(LARGEST_FILE + 1) });
          response.write("# a");
        },
        want: ["fetch/size", /larger than 8388608 bytes/],
      },
    ],
    ["when it is too large and does not say so", { given: endless, want: ["fetch/size", /larger than/] }],
    [
      "when it is a page to log in on",
      {
        given: answer(login, { "content-type": "text/html" }),
        file: "page.html",
        want: ["fetch/other-page", /log in/],
      },
    ],
    [
      "when it says with status 200 that there is none",
      { given: answer("# Page not found\n\nWe looked everywhere.\n"), want: ["fetch/other-page", /not found/] },
    ],
    ["when it is empty", { given: answer(""), want: ["fetch/unreadable", /empty/] }],
    [
      "when it holds no webhook",
      { given: answer("# Rates\n\n## Plans\n\nText.\n"), want: ["fetch/other-page", /no webhook was found/] },
    ],
    [
      "when it is no text",
      {
        given: answer("%PDF-1.7", { "content-type": "application/pdf" }),
        want: ["fetch/media-type", /application\/pdf/],
      },
    ],
    [
      "when it is of another format",
      {
        given: answer(htmlPage("parcel_moved"), { "content-type": "text/html" }),
        want: ["fetch/format", /holds html/],
      },
    ],
    [
      "when it describes another version",
      {
        given: answer(
          htmlPage("parcel_moved").replace(
            "</head>",
            '<link rel="canonical" href="https://example.com/hooks/v1.6"></head>',
          ),
        ),
        file: "page.html",
        want: ["fetch/other-version", /1\.6.*register says 1\.5/],
      },
    ],
    [
      "when its address leads in circles",
      {
        given: (_, response) => response.writeHead(302, { location: "/page" }).end(),
        want: ["fetch/redirects", /more than 5 times/],
      },
    ],
    [
      "when its address leads to a host that is not registered",
      {
        given: (_, response) => response.writeHead(301, { location: "https://example.com/page" }).end(),
        want: ["fetch/foreign-host", /example\.com/],
      },
    ],
    [
      "when its address leads to another port of this machine",
      {
        given: (_, response) => response.writeHead(301, { location: "http://127.0.0.1:1/page" }).end(),
        want: ["fetch/foreign-host", /127\.0\.0\.1:1/],
      },
    ],
    [
      "when its address leads into the file system",
      {
        given: (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
        want: ["fetch/redirects", /over file/],
      },
    ],
    [
      "when its address leads to plain http",
      {
        given: (_, response) => response.writeHead(302, { location: "http://example.com/" }).end(),
        want: ["fetch/redirects", /http is for this machine only/],
      },
    ],
    [
      "when its address leads nowhere",
      { given: (_, response) => response.writeHead(302).end(), want: ["fetch/redirects", /more than 5 times/] },
    ],
  ])("%s", async (_name, { given, file = "page.md", timeout, want: [rule, words] }) => {
    const { folder, result } = await fetchOnce(given, file, timeout);
    expect(result.findings.map(({ ruleId }) => ruleId)).toEqual([rule]);
    expect(result.findings[0]?.reason).toMatch(words);
    expect(result.findings[0]).toMatchObject({ file: `${folder.root}/sources.yaml`, line: 7, fatal: true });
    expect(result.pages.map(({ state }) => state)).toEqual(["refused"]);
    expect(folder.read(file)).toBe(old);
    expect(folder.files()).toEqual([file, "sources.yaml"].sort());
  });
});

describe("pauses between tries", () => {
  test.each<[string, { given: Behaviour; want: readonly number[] }]>([
    ["grow", { given: answer("", {}, 502), want: [500, 1000, 2000] }],
    [
      "are as long as the server asks",
      { given: inOrder(answer("", { "retry-after": "7" }, 429), answer(fresh)), want: [7000] },
    ],
    [
      "last until the date that the server names",
      {
        given: inOrder(answer("", { "retry-after": "Wed, 02 Jan 2030 00:00:09 GMT" }, 503), answer(fresh)),
        want: [9000],
      },
    ],
    [
      "are not made where the server asks for too long a one",
      { given: answer("", { "retry-after": "3600" }, 429), want: [] },
    ],
    ["are not made where another try can't help", { given: answer("", {}, 404), want: [] }],
  ])("%s", async (_name, { given, want }) => {
    expect((await fetchOnce(given)).result.pauses).toEqual(want);
  });
});

describe("nothing is asked for", () => {
  test.each<[string, { given: string; allowLocalhost?: boolean; want: RegExp }]>([
    ["over http from another machine", { given: "http://example.com/page", want: /http is for this machine only/ }],
    [
      "over http from this machine without the flag",
      { given: "http://localhost:9/page", allowLocalhost: false, want: /--allow-localhost/ },
    ],
    [
      "with a password in the address",
      { given: "https://me:secret@example.com/page", want: /user name or a password/ },
    ],
  ])("%s", async (_name, { given, allowLocalhost = true, want }) => {
    const folder = inputFolder({ "sources.yaml": registerOf({ file: "page.md", url: given }), "page.md": old });
    const result = await fetchInto(folder, { allowLocalhost });
    expect(result.problem?.message).toContain("nothing was asked for");
    expect(result.findings[0]?.reason).toMatch(want);
    expect(folder.files()).toEqual(["page.md", "sources.yaml"]);
  });

  test("where no page has a url", async () => {
    const folder = inputFolder({ "sources.yaml": registerOf({ file: "page.md" }), "page.md": old });
    expect((await fetchInto(folder)).problem?.message).toMatch(/no page has/);
  });
});

test("a file that two versions share is asked for once, one with two addresses is an error", async () => {
  const server = await serve(answer(fresh));
  const page = (url: string, version: string) => ({ file: "page.md", url: `http://${server.host}/${url}`, version });
  const shared = inputFolder({ "sources.yaml": registerOf(page("a", "1.5"), page("a", "1.6")), "page.md": old });
  expect((await fetchInto(shared)).pages).toMatchObject([{ versions: ["1.5", "1.6"] }]);
  expect(server.requests).toHaveLength(1);
  const two = inputFolder({ "sources.yaml": registerOf(page("a", "1.5"), page("b", "1.6")), "page.md": old });
  expect((await fetchInto(two)).findings.map(({ ruleId }) => ruleId)).toEqual(["fetch/two-urls"]);
});

test("one refused page does not keep the others, and the lock keeps what --only left out", async () => {
  const server = await serve((request, response) => {
    if (request.url === "/bad") response.writeHead(404).end();
    else response.writeHead(200, { etag: '"1"' }).end(fresh);
  });
  const page = (name: string, version: string) => ({
    file: `${name}.md`,
    url: `http://${server.host}/${name}`,
    version,
  });
  const folder = inputFolder({
    "sources.yaml": registerOf(page("good", "1.4"), page("bad", "1.5"), page("fine", "1.6")),
  });
  expect((await fetchInto(folder)).pages.map(({ state }) => state)).toEqual(["new", "refused", "new"]);
  const lock = folder.read("sources.lock.json");
  await fetchInto(folder, { only: ["1.6"] });
  expect(folder.read("sources.lock.json")).toBe(lock);
  expect(JSON.parse(lock)).toMatchObject({ pages: [{ file: "fine.md" }, { file: "good.md" }] });
});

test("a validator that could break out of its header or its line is not kept", async () => {
  const { folder } = await fetchOnce(answer(fresh, { etag: 'not "quoted', "last-modified": "<script>" }));
  expect(folder.read("sources.lock.json")).not.toMatch(/etag|lastModified/);
});

describe("nothing is written, nor asked for, where a page's place", () => {
  const fifo = (path: string) => execFileSync("mkfifo", [path]);
  const linked = (path: string) => {
    renameSync(path, `${path}.elsewhere`);
    symlinkSync(`${path}.elsewhere`, path);
  };
  test.each<[string, { given: (root: string) => unknown; want: RegExp }]>([
    ["lies in a linked folder", { given: (root) => linked(join(root, "v1/a")), want: /v1\/a is a symbolic link/ }],
    ["lies below a linked folder", { given: (root) => linked(join(root, "v1")), want: /v1 is a symbolic link/ }],
    [
      "lies behind a link to a folder that is not there",
      {
        given: (root) => {
          renameSync(join(root, "v1"), join(root, "gone"));
          symlinkSync(join(root, "nowhere"), join(root, "v1"));
        },
        want: /v1 is a symbolic link/,
      },
    ],
    ["is a link", { given: (root) => linked(join(root, "v1/a/page.md")), want: /page\.md is a symbolic link/ }],
    [
      "is a named pipe",
      {
        given: (root) => {
          renameSync(join(root, "v1/a/page.md"), join(root, "v1/a/old.md"));
          fifo(join(root, "v1/a/page.md"));
        },
        want: /it is a named pipe/,
      },
    ],
  ])("%s", async (_name, { given, want }) => {
    const server = await serve(answer(fresh));
    const file = "v1/a/page.md";
    const folder = inputFolder({
      "sources.yaml": registerOf({ file, url: `http://${server.host}/page` }),
      [file]: old,
      "v1/a/.hooksmith-fetch-999999999-abcd": "of another folder",
    });
    given(folder.root);
    const before = folder.files();
    const result = await fetchInto(folder);
    expect(result.findings.map(({ ruleId }) => ruleId)).toEqual(["fetch/place"]);
    expect(result.findings[0]?.reason).toMatch(want);
    expect(result.pages.map(({ state }) => state)).toEqual(["refused"]);
    expect(server.requests).toEqual([]);
    // What a killed run left is cleared away in a folder of the input folder, and nowhere else.
    const ours = (name: string) => name !== "v1/a/.hooksmith-fetch-999999999-abcd";
    expect(folder.files().filter(ours)).toEqual(before.filter(ours));
    expect(folder.files().length).toBe(/page|pipe/.test(want.source) ? before.length - 1 : before.length);
  });

  test("is fine and the lock file is a link or a named pipe", async () => {
    for (const place of [symlinkSync.bind(undefined, "sources.yaml"), fifo]) {
      const server = await serve(answer(fresh));
      const folder = folderFor(server);
      const register = folder.read("sources.yaml");
      place(join(folder.root, "sources.lock.json"));
      expect((await fetchInto(folder)).problem?.message).toMatch(/sources\.lock\.json can't be written/);
      expect(folder.read("sources.yaml")).toBe(register);
    }
  });

  test("lies in an input folder that is a link itself", async () => {
    const server = await serve(answer(fresh));
    const folder = folderFor(server);
    const link = join(inputFolder({}).root, "link");
    symlinkSync(folder.root, link);
    const result = await fetchInto({ ...folder, root: link });
    expect(result.findings.map(({ ruleId }) => ruleId)).toContain("fetch/place");
    expect(server.requests).toEqual([]);
    expect(folder.read("page.md")).toBe(old);
    expect(folder.files()).toEqual(["page.md", "sources.yaml"]);
  });
});

test("a place that can't be written to is a problem, with nothing left beside it", async () => {
  const server = await serve(answer(fresh));
  const folder = inputFolder({ "sources.yaml": registerOf({ file: "page.md", url: `http://${server.host}/page` }) });
  mkdirSync(join(folder.root, "page.md"));
  const { problem } = await fetchInto(folder);
  expect(problem?.message).toMatch(/page\.md can't be written/);
  expect(folder.files()).toEqual(["sources.yaml"]);
});

test("of two pages of which one can't be written, the other is taken and locked", async () => {
  const server = await serve(answer(fresh));
  const url = `http://${server.host}/page`;
  const pages = ["a.md", "b.md"].map((file, index) => ({ file, url, version: `1.${String(index)}` }));
  const folder = inputFolder({ "sources.yaml": registerOf(...pages), "a.md": markdownPage("parcel_moved") });
  mkdirSync(join(folder.root, "b.md"));
  const { problem } = await fetchInto(folder);
  expect(problem?.message).toMatch(/b\.md can't be written/);
  expect(folder.read("a.md")).toBe(fresh);
  expect(JSON.parse(folder.read("sources.lock.json"))).toMatchObject({ pages: [{ file: "a.md" }] });
});

test("what a killed run left beside a page is cleared away, though nothing has changed", async () => {
  const server = await serve(answer(fresh));
  const folder = folderFor(server);
  await fetchInto(folder);
  writeFileSync(join(folder.root, ".hooksmith-fetch-999999999-abcd"), "half");
  expect((await fetchInto(folder)).pages).toMatchObject([{ state: "unchanged" }]);
  expect(folder.files()).toEqual(["page.md", "sources.lock.json", "sources.yaml"]);
});
