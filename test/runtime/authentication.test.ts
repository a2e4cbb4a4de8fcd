// How webhooks prove where they come from: published vectors of each scheme, what is refused, and the same on both platforms.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { signedRequest } from "../../src/runtime/authentication/sign.ts";
import type { AuthenticationConvention } from "../../src/runtime/authentication/schemes.ts";
import { createReceiverFor } from "../../src/runtime/receiver.ts";
import * as node from "../../src/runtime/platform/node.js";
import * as web from "../../src/runtime/platform/web.ts";
import { genuine, rsa, schemes, seed, stripeLike, webhook } from "./schemes.ts";
import { info } from "./support.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const ofHex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, "hex"));
interface Options {
  readonly secret: string | readonly string[];
  readonly header?: string;
  readonly url?: string;
}

type Headers = Readonly<Record<string, string>>;

async function outcomeOf(
  authentication: AuthenticationConvention,
  options: Options,
  body: string | Uint8Array,
  headers: Headers,
): Promise<string> {
  const receiver = createReceiverFor<{ note_added: object }>({ ...info, authentication })({ ...options, handlers: {} });
  const { outcome } = await receiver.receive(body, { header: (name) => headers[name] });
  return outcome === "unauthorized" || outcome === "failed" ? outcome : "genuine";
}

const NOW = 1_614_265_330;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Vector {
  readonly convention: AuthenticationConvention;
  readonly options: Options;
  readonly body: string;
  readonly headers: Headers;
}

const github: Vector = {
  convention: { scheme: "hmac-sha256", header: "X-Hub-Signature-256", encoding: "hex", prefix: "sha256=" },
  options: { secret: "It's a Secret to Everybody" },
  body: "Hello, World!",
  headers: { "x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17" },
};
const standard: Vector = {
  convention: { scheme: "standard-webhooks" },
  options: { secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
  body: '{"test": 2432232314}',
  headers: {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
};

/** From the specification, GitHub's page, RFC 8032 (7.1, test 2), RFC 4231 and RFC 2202 (test 2 of each). */
const vectors: readonly (readonly [string, Vector])[] = [
  ["GitHub's page", github],
  ["Standard Webhooks'", standard],
  [
    "Standard Webhooks, one signature of several, other versions among them",
    {
      ...standard,
      headers: {
        ...standard.headers,
        "webhook-signature": `v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,abc ${standard.headers["webhook-signature"] ?? ""}`,
      },
    },
  ],
  [
    "RFC 4231",
    {
      convention: { scheme: "hmac-sha512", header: "x-sig" },
      options: { secret: "Jefe" },
      body: "what do ya want for nothing?",
      headers: {
        "x-sig":
          "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
      },
    },
  ],
  [
    "RFC 2202",
    {
      convention: { scheme: "hmac-sha1", header: "x-sig" },
      options: { secret: "Jefe" },
      body: "what do ya want for nothing?",
      headers: { "x-sig": "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79" },
    },
  ],
  [
    "RFC 8032",
    {
      convention: { scheme: "ed25519", header: "x-sig" },
      options: { secret: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c" },
      body: "r",
      headers: {
        "x-sig":
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
      },
    },
  ],
];

describe("a published vector is genuine:", () => {
  test.each(vectors)("%s", async (_name, { convention, options, body, headers }) => {
    expect(await outcomeOf(convention, options, bytes(body), headers)).toBe("genuine");
    expect(await outcomeOf(convention, options, body, headers)).toBe("genuine");
    expect(await outcomeOf(convention, options, bytes(`${body} `), headers)).toBe("unauthorized");
  });
});

/** The header that holds the proof. */
function proofIn(headers: Headers): string {
  return Object.keys(headers).find((name) => /hmac|signature|token|auth|mine|ed$/.test(name)) ?? "";
}

describe.each(Object.keys(schemes))("%s:", (name) => {
  test("a signed request is genuine, by the one of several secrets that fits", async () => {
    const { convention, options, secret, other, body, headers } = await genuine(name);
    expect(await outcomeOf(convention, { ...options, secret }, bytes(body), headers)).toBe("genuine");
    const receiver = createReceiverFor<{ note_added: object }>({
      ...info,
      authentication: convention,
      validate: () => undefined,
    });
    const seen: number[] = [];
    const handlers = {
      note_added: (_: object, { secretIndex }: { secretIndex: number }) => void seen.push(secretIndex),
    };
    const made = receiver({ ...options, secret: [other, secret], handlers });
    await made.receive(bytes(body), { header: (header) => headers[header] });
    await made.receive(body, { header: (header) => headers[header] });
    expect(seen).toEqual([1, 1]);
  });

  test("another secret, another body, no header, and no proof at all are refused", async () => {
    const { convention, options, secret, other, body, headers } = await genuine(name);
    const ask = (with_: string, sent: string | Uint8Array, head: Headers) =>
      outcomeOf(convention, { ...options, secret: with_ }, sent, head);
    expect(await ask(other, body, headers)).toBe("unauthorized");
    if (convention.scheme === "secret") {
      expect(await ask(secret, body.replace("s3cret", ""), {})).toBe("unauthorized");
      return;
    }
    const isSigned = !/^(?:token|bearer|basic)$/.test(convention.scheme);
    const flipped = bytes(body);
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    expect(await ask(secret, flipped, headers)).toBe(isSigned ? "unauthorized" : "genuine");
    const proof = proofIn(headers);
    for (const value of ["", " ", headers[proof]?.slice(1), `${headers[proof] ?? ""}0`, `x${headers[proof] ?? ""}`]) {
      expect(await ask(secret, body, { ...headers, [proof]: value ?? "" })).toBe("unauthorized");
    }
    for (const header of Object.keys(headers).filter((one) => one !== "content-type")) {
      const rest = Object.fromEntries(Object.entries(headers).filter(([one]) => one !== header));
      expect([header, await ask(secret, body, rest)]).toEqual([header, "unauthorized"]);
      const twice = `${headers[header] ?? ""}, ${headers[header] ?? ""}`;
      expect([header, await ask(secret, body, { ...headers, [header]: twice })]).toEqual([header, "unauthorized"]);
    }
  });

  test("an empty secret is refused when the receiver is made", () => {
    const { convention, options } = schemes[name] ?? { convention: { scheme: "none" }, options: {} };
    for (const secret of ["", " ", [], ["a", ""]])
      expect(() =>
        createReceiverFor({ ...info, authentication: convention })({ ...options, secret, handlers: {} }),
      ).toThrow(TypeError);
  });

  test("signing without a secret is refused, and shows none", async () => {
    const { convention } = schemes[name] ?? { convention: { scheme: "none" } };
    if (convention.scheme === "secret") return;
    await expect(signedRequest({ ...info, authentication: convention }, "note_added", webhook, {})).rejects.toThrow(
      TypeError,
    );
  });
});

describe("the time of signing", () => {
  const timed = Object.entries(schemes).filter(
    ([, { convention }]) =>
      JSON.stringify(convention).includes("timestamp") || convention.scheme === "standard-webhooks",
  );

  test.each(timed.map(([name]) => name))("is near now: %s", async (name) => {
    const { convention, options, secret, body, headers } = await genuine(name);
    const after = (seconds: number): Promise<string> => {
      vi.setSystemTime((NOW + seconds) * 1000);
      return outcomeOf(convention, { ...options, secret }, body, headers);
    };
    expect(await after(299)).toBe("genuine");
    expect(await after(301)).toBe("unauthorized");
    expect(await after(-299)).toBe("genuine");
    expect(await after(-301)).toBe("unauthorized");
  });

  test.each<[string, string, string]>([
    ["seconds", String(NOW), "genuine"],
    ["milliseconds", String(NOW * 1000), "genuine"],
    ["a date", new Date(NOW * 1000).toISOString(), "genuine"],
    ["nothing", "", "unauthorized"],
    ["a word", "now", "unauthorized"],
    ["a negative number", `-${String(NOW)}`, "unauthorized"],
    ["digits without end", "1".repeat(400), "unauthorized"],
  ])("may be written as %s", async (_name, time, want) => {
    const convention = { ...stripeLike, header: "x-sig", parts: { signature: "v1" }, timestamp: "X-Time" } as const;
    const signature = await node.hmac("sha256", bytes("k"))(bytes(`${time}.{}`), "hex");
    expect(await outcomeOf(convention, { secret: "k" }, "{}", { "x-sig": `v1=${signature}`, "x-time": time })).toBe(
      want,
    );
  });

  test("differs by as much as the convention says", async () => {
    const convention = { ...stripeLike, tolerance: 10 };
    const wire = { ...info, authentication: convention };
    const { body, headers } = await signedRequest(wire, "note_added", webhook, { secret: "k", now: (NOW - 11) * 1000 });
    expect(await outcomeOf(convention, { secret: "k" }, body, headers)).toBe("unauthorized");
    expect(await outcomeOf(stripeLike, { secret: "k" }, body, headers)).toBe("genuine");
  });
});

test.each<[string, (signature: string) => string, string]>([
  ["capital letters", (text) => `sha256=${text.toUpperCase()}`, "unauthorized"],
  ["others behind the same prefix", (text) => `sha256=00,sha256=${text}`, "genuine"],
  ["another prefix", (text) => `sha1=${text}`, "unauthorized"],
  ["no prefix", (text) => text, "unauthorized"],
  ["its prefix alone", () => "sha256=", "unauthorized"],
  ["more before it than anybody sends", (text) => `${"sha256=0,".repeat(50)}sha256=${text}`, "unauthorized"],
])("a signature with %s", async (_name, written, want) => {
  const signature = await node.hmac("sha256", bytes("k"))(bytes("{}"), "hex");
  const headers = { "x-hub-signature-256": written(signature) };
  expect(await outcomeOf(github.convention, { secret: "k" }, "{}", headers)).toBe(want);
});

test.each<[string, string, string]>([
  ["parts in any order, blanks between them", "v1=@, t=#", "genuine"],
  ["semicolons", "t=#;v1=@", "genuine"],
  ["several signatures and an unknown part", "t=#,v0=00,v1=00,v1=@", "genuine"],
  ["two times", "t=#,v1=@,t=1", "unauthorized"],
  ["no time", "v1=@", "unauthorized"],
  ["no signature", "t=#", "unauthorized"],
  ["nothing named", "@", "unauthorized"],
])("a header with %s", async (_name, header, want) => {
  const signature = await node.hmac("sha256", bytes("k"))(bytes(`${String(NOW)}.{}`), "hex");
  const value = header.replace("@", signature).replace("#", String(NOW));
  expect(await outcomeOf(stripeLike, { secret: "k" }, "{}", { "x-signature": value })).toBe(want);
});

test("authorization takes its first word in any case of letters", async () => {
  const bearer = { scheme: "bearer" } as const;
  for (const value of ["Bearer tok", "bearer tok", "BEARER  tok"])
    expect(await outcomeOf(bearer, { secret: "tok" }, "{}", { authorization: value })).toBe("genuine");
  for (const value of ["tok", "Basic tok", "Bearertoken", "Bearer Tok"])
    expect(await outcomeOf(bearer, { secret: "tok" }, "{}", { authorization: value })).toBe("unauthorized");
});

describe("a receiver is not made", () => {
  const make = (authentication: AuthenticationConvention, options: object) => (): unknown =>
    Reflect.apply(createReceiverFor({ ...info, authentication }), undefined, [{ handlers: {}, ...options }]);

  test.each<[string, AuthenticationConvention, object, string]>([
    ["with nothing, where the docs are silent", { scheme: "undocumented" }, {}, 'authentication: "none"'],
    ["with a secret, where the docs are silent", { scheme: "undocumented" }, { secret: "x" }, "pass verify"],
    ["with nothing, where the docs say that there is nothing", { scheme: "none" }, {}, 'authentication: "none"'],
    ["with an undefined secret", github.convention, { secret: undefined }, "needs the secret"],
    ["without the name of the header", { scheme: "token" }, { secret: "x" }, "pass its name as header"],
    [
      "without the address that is signed",
      { scheme: "hmac-sha1", header: "x", signed: "{url}{body}" },
      { secret: "x" },
      "as url",
    ],
    ["with a key that is none", { scheme: "rsa-sha256", header: "x" }, { secret: "s3cr3t" }, "BEGIN PUBLIC KEY"],
    [
      "with a private key for a public one",
      { scheme: "ed25519", header: "x" },
      { secret: "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----" },
      "BEGIN PUBLIC KEY",
    ],
    ["with a secret that breaks its own form", { scheme: "standard-webhooks" }, { secret: "whsec_!!" }, "Base64"],
  ])("%s", (_name, convention, options, message) => {
    expect(make(convention, options)).toThrow(TypeError);
    expect(make(convention, options)).toThrow(message);
    expect(make(convention, options)).not.toThrow("s3cr3t");
  });

  test("but is, where that is said in words, or by a function that gets the bytes", async () => {
    const open = createReceiverFor({ ...info, authentication: { scheme: "undocumented" } });
    expect(await open({ authentication: "none", handlers: {} }).receive("[]")).toMatchObject({ outcome: "malformed" });
    const seen: unknown[] = [];
    const own = open({
      verify: ({ body, header }) => {
        seen.push(body, header?.("x"));
        return false;
      },
      handlers: {},
    });
    expect(await own.receive('{"a":1}', { header: () => "y" })).toMatchObject({ outcome: "unauthorized" });
    expect(seen).toEqual([bytes('{"a":1}'), "y"]);
  });
});

test("what is signed is checked before it is parsed: a forged body gets 401, whatever it is", async () => {
  const { convention, options } = github;
  const receiver = createReceiverFor({ ...info, authentication: convention })({ ...options, handlers: {} });
  const parse = vi.spyOn(JSON, "parse");
  expect(await receiver.receive("{", { header: () => "sha256=00" })).toMatchObject({ status: 401 });
  expect(parse).not.toHaveBeenCalled();
  parse.mockRestore();
});

test("a body that was parsed before is 500 each time, and the console says once how to keep its bytes", async () => {
  const { convention, options } = github;
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  try {
    const onError = vi.fn();
    const receiver = createReceiverFor({ ...info, authentication: convention })({ ...options, handlers: {}, onError });
    for (let time = 0; time < 2; time += 1) {
      expect(await receiver.receive({ a: 1 }, { keepRaw: "do this" })).toMatchObject({
        status: 500,
        outcome: "failed",
      });
    }
    expect(error.mock.calls).toEqual([[expect.stringContaining("do this")]]);
    expect(onError).toHaveBeenCalledTimes(2);
  } finally {
    error.mockRestore();
  }
});

describe.each([
  ["node", node],
  ["web", web],
])("the platform %s", (_name, platform) => {
  test.each<["sha1" | "sha256" | "sha512", string]>([
    ["sha1", "7/zfauXrL6LSdBbV8YTfnCWafHk="],
    ["sha256", "W9zBRr9gdU5qBCQIlcdfWsMTnZ1ktexkyDiQj+xk7EM="],
  ])("makes HMACs: %s", async (hash, want) => {
    const digest = platform.hmac(hash, bytes("Jefe"));
    const data = bytes("what do ya want for nothing?");
    expect(Buffer.from(await digest(data, "hex"), "hex").toString("base64")).toBe(await digest(data, "base64"));
    if (hash === "sha1") expect(await digest(data, "base64")).toBe(want);
    else expect(await digest(data, "hex")).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  });

  test("signs and verifies by RFC 8032", async () => {
    const pkcs8 = ofHex(`302e020100300506032b657004220420${seed}`);
    const spki = ofHex("302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const signature = await platform.signer("ed25519", pkcs8)(bytes("r"), "hex");
    expect(signature).toMatch(/^92a009a9f0d4cab8/);
    const verify = platform.verifier("ed25519", spki);
    expect(await verify(ofHex(signature), bytes("r"))).toBe(true);
    expect(await verify(ofHex(signature), bytes("s"))).toBe(false);
    expect(await verify(ofHex(signature).slice(1), bytes("r"))).toBe(false);
  });

  test("verifies RSA", async () => {
    const der = (key: typeof rsa.publicKey, type: "spki" | "pkcs8") =>
      Uint8Array.from(key.export({ type, format: "der" }));
    const signature = await platform.signer("rsa-sha256", der(rsa.privateKey, "pkcs8"))(bytes("x"), "base64");
    const verify = platform.verifier("rsa-sha256", der(rsa.publicKey, "spki"));
    expect(await verify(Uint8Array.from(Buffer.from(signature, "base64")), bytes("x"))).toBe(true);
    expect(await verify(Uint8Array.from(Buffer.from(signature, "base64")), bytes("y"))).toBe(false);
  });
});
