// Posting: what is an address, and what comes back from one.
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { postBody, webAddress } from "../../src/local/send.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const at = (listener: RequestListener) =>
  new Promise<URL>((resolve) => {
    const started = createServer(listener);
    server = started;
    started.listen(0, "127.0.0.1", () => {
      const address = started.address();
      resolve(new URL(`http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`));
    });
  });

const request = (body: string) => ({
  method: "POST" as const,
  headers: { "content-type": "application/json" },
  body,
});

test.each<[string, { given: string; want: boolean }]>([
  ["http", { given: "http://localhost:1/x", want: true }],
  ["https", { given: "https://example.com", want: true }],
  ["a file", { given: "file:///etc/passwd", want: false }],
  ["data", { given: "data:,x", want: false }],
  ["a bare host", { given: "localhost", want: false }],
  ["one with a password", { given: "http://a:b@localhost", want: false }],
])("%s as an address", (_name, { given, want }) => {
  expect(webAddress(given) !== undefined).toBe(want);
});

test("the body arrives as JSON in UTF-8, and the status comes back", async () => {
  const got: unknown[] = [];
  const url = await at((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      got.push(request.method, request.headers["content-type"], Buffer.concat(chunks).toString());
      response.writeHead(202).end("thanks");
    });
  });
  expect(await postBody(url, request('{"a":"é"}'), 5000)).toEqual({ status: 202, milliseconds: expect.any(Number) });
  expect(got).toEqual(["POST", "application/json", '{"a":"é"}']);
});

test("a redirect is not followed, so that no other address sees the secret", async () => {
  const asked: (string | undefined)[] = [];
  const url = await at((request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await postBody(url, request("{}"), 5000)).toMatchObject({ status: 307 });
  expect(asked).toEqual(["/"]);
});

test("an answer that does not come is waited for no longer than asked", async () => {
  const url = await at(() => undefined);
  expect(await postBody(url, request("{}"), 50)).toEqual({ problem: "no answer came within 50 ms" });
});

test("an address where nobody is says so", async () => {
  const url = await at(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  expect(await postBody(url, request("{}"), 5000)).toEqual({ problem: "the address can't be reached (ECONNREFUSED)" });
});
