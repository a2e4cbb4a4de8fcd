// fetch, as a process of the real binary: what it prints where, and which exit code it ends with.
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { type Folder, folderFor, inputFolder, markdownPage, registerOf, serve } from "../fetch/support.ts";
import { builtBinary, plainEnvironment, type Run } from "./support/binary.ts";

const hooksmith = builtBinary();
const fresh = markdownPage("parcel_moved", "parcel_lost");

function run({ root }: Folder, ...args: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [hooksmith.path(), "fetch", "--input", ".", ...args], {
    cwd: root,
    env: plainEnvironment(),
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  return new Promise((ended) => {
    child.on("close", (code) => {
      ended({ code, ...said });
    });
  });
}

const page = (body: string, status = 200) =>
  serve((_request, response) => {
    response.writeHead(status, { etag: '"1"' }).end(body);
  });

test("--check ends with 1 where a page has changed and writes nothing; then fetch takes it, and --check is 0", async () => {
  const server = await page(fresh);
  const folder = folderFor(server);
  const checked = await run(folder, "--allow-localhost", "--check");
  expect(checked).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^changed {4}page\.md {2}http:.*\n\ndrift of 1\.5: 1 compatible/),
  });
  expect(checked.err).toBe("1 page changed upstream; run fetch to take what is there\n");
  expect(folder.files()).toEqual(["page.md", "sources.yaml"]);
  expect(await run(folder, "--allow-localhost")).toMatchObject({
    code: 0,
    err: "1 page changed; run generate, then review and commit\n",
  });
  expect(folder.read("page.md")).toBe(fresh);
  expect(await run(folder, "--allow-localhost", "--check")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^unchanged {2}page\.md/),
    err: "",
  });
});

test("a refused page ends with 3 and is told at its place in the register", async () => {
  const server = await page("no", 404);
  const folder = folderFor(server);
  const { code, out, err } = await run(folder, "--allow-localhost");
  expect({ code, out }).toMatchObject({ code: 3, out: expect.stringMatching(/^refused {4}page\.md/) });
  expect(err).toMatch(
    /^sources\.yaml:7:15 {2}error {2}fetch\/status {2}"page\.md" was not taken: the server answered 404\n {2}\| /,
  );
});

test("--json prints one document", async () => {
  const server = await page(fresh);
  const { code, out, err } = await run(folderFor(server), "--allow-localhost", "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out)).toMatchObject({
    pages: [{ file: "page.md", state: "changed", versions: ["1.5"] }],
    findings: [],
    drift: [{ version: "1.5", bump: "minor" }],
    problem: null,
  });
});

test("what can't be used ends with 2", async () => {
  const server = await page(fresh);
  expect(await run(folderFor(server))).toMatchObject({ code: 2, err: expect.stringContaining("--allow-localhost") });
  expect(await run(inputFolder({}))).toMatchObject({ code: 2, err: expect.stringContaining("register") });
  expect(await run(inputFolder({ "sources.yaml": registerOf({ file: "page.md" }) }))).toMatchObject({ code: 2 });
  expect(await run(folderFor(server), "--timeout", "soon")).toMatchObject({ code: 2 });
  expect(await run(folderFor(server), "--only", "9.9")).toMatchObject({ code: 2, err: expect.stringContaining("9.9") });
  expect(server.requests).toEqual([]);
});

test("a page can't colour or clear the terminal", async () => {
  const server = await page(fresh.replaceAll("parcel_lost", "parcel_lost\u001b[2J"));
  const { out, err } = await run(folderFor(server), "--allow-localhost");
  expect(out + err).not.toContain("\u001b");
});
