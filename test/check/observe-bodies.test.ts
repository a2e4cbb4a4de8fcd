// Every kind of difference: what is said of it, and that its correction can be read, holds, and makes it go away.
import { describe, expect, test } from "vitest";
import type { Difference } from "../../src/check/compare-body.ts";
import { observeBodies } from "../../src/check/observe-bodies.ts";
import { body, correct, differencesOf, model, parcel, people } from "./support.ts";

const brief = ({ kind, webhook = "-", path, arrived, bodies, of, correction }: Difference): string =>
  [
    `${webhook} ${path} ${kind} ${String(bodies)}/${String(of)}`,
    arrived.map((one) => `${one.kind} ${one.shown}`.trim()).join(", "),
    correction === undefined
      ? "-"
      : `${correction.path} ${JSON.stringify(correction.expect)} ${JSON.stringify(correction.set)}`,
  ].join(" | ");

const agent = { type: "agent", id: "a" };

describe("a difference is found, with a correction that makes it go away:", () => {
  test.each<[string, { given: unknown[]; want: string[] }]>([
    [
      "an undocumented member",
      {
        given: [parcel({ weight: 4 }), parcel({ weight: 4.5 }), parcel()],
        want: [
          'parcel_moved payload.weight undocumented-member 2/3 | integer 4, number 4.5 | parcel_moved.weight {"missing":true} {"type":"number","presence":"optional"}',
        ],
      },
    ],
    [
      "an undocumented object, with the members that it shows",
      {
        given: [parcel({ box: { w: 1, lid: null } }), parcel({ box: { w: 1, d: "2020-01-01T00:00:00Z" } })],
        want: [
          'parcel_moved payload.box undocumented-member 2/2 | object members w, d, object members w, lid | parcel_moved.box {"missing":true} {"type":{"kind":"object","fields":[{"name":"w","type":"integer"},{"name":"lid","type":"null","presence":"optional"},{"name":"d","type":{"kind":"string","format":"date-time"},"presence":"optional"}]},"presence":"optional"}',
        ],
      },
    ],
    [
      "a member of an object that should have none",
      {
        given: [parcel({ note: { by: "sam" } })],
        want: [
          'parcel_moved payload.note.by undocumented-member 1/1 | string "…" (3 characters) | parcel_moved.note.by {"missing":true} {"type":"string","presence":"optional"}',
        ],
      },
    ],
    [
      "a required member that is missing",
      {
        given: [body("parcel_moved", { id: 1 }), parcel()],
        want: [
          'parcel_moved payload.state missing-member 1/2 | nothing | parcel_moved.state {"presence":"required"} {"presence":"optional"}',
        ],
      },
    ],
    [
      "another type",
      {
        given: [parcel({ id: "x" })],
        want: [
          'parcel_moved payload.id other-type 1/1 | string "x" | parcel_moved.id {"type":"integer"} {"type":{"kind":"union","variants":["integer","string"]}}',
        ],
      },
    ],
    [
      "a number with a fraction where a whole one is documented",
      {
        given: [parcel({ id: 1.5 })],
        want: [
          'parcel_moved payload.id other-type 1/1 | number 1.5 | parcel_moved.id {"type":"integer"} {"type":"number"}',
        ],
      },
    ],
    [
      "text that is no date",
      {
        given: [parcel({ moved_at: "yesterday" })],
        want: [
          'parcel_moved payload.moved_at other-type 1/1 | string "yesterday" | parcel_moved.moved_at {"type":"string"} {"type":"string"}',
        ],
      },
    ],
    [
      "a value that is not listed",
      {
        given: [parcel({ state: "lost" }), parcel({ state: "lost" }), parcel({ state: "found" })],
        want: [
          'parcel_moved payload.state value-not-listed 3/3 | string "lost", string "found" | parcel_moved.state {"values":["open","closed"]} {"type":{"kind":"enum","values":["open","closed","found","lost"]}}',
        ],
      },
    ],
    [
      "a value that may be about a person, which opens the list and is not told",
      {
        given: [parcel({ state: "Jane Doe" })],
        want: [
          'parcel_moved payload.state value-not-listed 1/1 | string "Ja…" (8 characters) | parcel_moved.state {"values":["open","closed"]} {"type":{"kind":"enum","values":["open","closed"],"open":true}}',
        ],
      },
    ],
    [
      "null",
      {
        given: [parcel({ id: null, stops: null })],
        want: [
          'parcel_moved payload.id null 1/1 | null null | parcel_moved.id {"type":"integer"} {"nullable":true}',
          'parcel_moved payload.stops null 1/1 | null null | parcel_moved.stops {"type":"array"} {"nullable":true}',
        ],
      },
    ],
    [
      "null, another type and absence of one member, in one correction",
      {
        given: [parcel({ id: null }), parcel({ id: true }), body("parcel_moved", { state: "open" })],
        want: [
          'parcel_moved payload.id missing-member 1/3 | nothing | parcel_moved.id {"presence":"required","type":"integer"} {"presence":"optional","type":{"kind":"union","variants":["integer","boolean"]},"nullable":true}',
          'parcel_moved payload.id null 1/3 | null null | parcel_moved.id {"presence":"required","type":"integer"} {"presence":"optional","type":{"kind":"union","variants":["integer","boolean"]},"nullable":true}',
          'parcel_moved payload.id other-type 1/3 | boolean true | parcel_moved.id {"presence":"required","type":"integer"} {"presence":"optional","type":{"kind":"union","variants":["integer","boolean"]},"nullable":true}',
        ],
      },
    ],
    [
      "null among the items of an array",
      {
        given: [parcel({ stops: [null] })],
        want: [
          'parcel_moved payload.stops[] null 1/1 | null null | parcel_moved.stops[] {"type":"object"} {"nullable":true}',
        ],
      },
    ],
    [
      "text in place of a structure",
      {
        given: [parcel({ sender: "sam" })],
        want: [
          'parcel_moved payload.sender other-type 1/1 | string "sam" | parcel_moved.sender {"type":{"kind":"reference","name":"Person"}} {"type":{"kind":"union","variants":[{"kind":"reference","name":"Person"},"string"]}}',
        ],
      },
    ],
    [
      "a kind that a union of scalars lacks",
      {
        given: [parcel({ cost: true }), parcel({ cost: "4" }), parcel({ cost: ["a"] })],
        want: [
          'parcel_moved payload.cost other-type 1/3 | boolean true | parcel_moved.cost {"type":{"kind":"union","variants":["string","integer",{"kind":"array","items":"string"}]}} {"type":{"kind":"union","variants":["string","integer",{"kind":"array","items":"string"},"boolean"]}}',
        ],
      },
    ],
    [
      "keys of another kind",
      {
        given: [parcel({ hours: { monday: 1, "someone@example.com": 2 } })],
        want: [
          'parcel_moved payload.hours map-key 1/1 | string "email" | parcel_moved.hours {"type":"map"} {"type":{"kind":"map","keys":"weekday or email","values":"integer"}}',
        ],
      },
    ],
    [
      "another type among the values of a map",
      {
        given: [parcel({ hours: { monday: "closed" } })],
        want: [
          'parcel_moved payload.hours.* other-type 1/1 | string "closed" | parcel_moved.hours.* {"type":"integer"} {"type":{"kind":"union","variants":["integer","string"]}}',
        ],
      },
    ],
    [
      "a variant that the docs do not name, told apart from the known ones",
      {
        given: [
          body("news", { event: { type: "form", url: "u", size: 4 } }),
          body("news", { event: { type: "file", url: "u" } }),
        ],
        want: [
          'news payload.event unknown-variant 1/2 | object members type, url, size | $defs.Event {"type":{"kind":"union","variants":[{"kind":"object","fields":[{"name":"type","type":{"kind":"literal","value":"file"}},{"name":"url","type":"string"}]},{"kind":"object","fields":[{"name":"type","type":{"kind":"literal","value":"text"}},{"name":"text","type":"string"},{"name":"url","type":"string","presence":"optional"}]}],"discriminator":"type","open":true}} {"type":{"kind":"union","variants":[{"kind":"object","fields":[{"name":"type","type":{"kind":"literal","value":"file"}},{"name":"url","type":"string"}]},{"kind":"object","fields":[{"name":"type","type":{"kind":"literal","value":"text"}},{"name":"text","type":"string"},{"name":"url","type":"string","presence":"optional"}]},{"kind":"object","fields":[{"name":"type","type":{"kind":"literal","value":"form"}},{"name":"url","type":"string"},{"name":"size","type":"integer"}]}],"discriminator":"type","open":true}}',
        ],
      },
    ],
    [
      "a member of the envelope that no webhook documents",
      {
        given: [parcel(), body("news", {}, { version: 3 })],
        want: [
          'news version undocumented-member 1/1 | integer 3 | news.$body.version {"missing":true} {"type":"integer","presence":"optional"}',
        ],
      },
    ],
    [
      "a member of the envelope that is missing",
      {
        given: [{ action: "news", payload: {} }],
        want: [
          'news secret_key missing-member 1/1 | nothing | news.secret_key {"presence":"required"} {"presence":"optional"}',
        ],
      },
    ],
    [
      "a member of the payload that is named as one of the envelope",
      {
        given: [body("news", { action: 4 })],
        want: [
          'news payload.action other-type 1/1 | integer 4 | news.$body.payload.action {"type":"string"} {"type":{"kind":"union","variants":["string","integer"]}}',
        ],
      },
    ],
    [
      "an action that the docs know as another spelling",
      {
        given: [body("meet_people", [agent])],
        want: [
          'people_met action value-not-listed 1/1 | string "meet_people" | people_met.action {"type":{"kind":"literal","value":"people_met"}} {"type":{"kind":"literal","value":"meet_people"}}',
        ],
      },
    ],
  ])("%s", (_name, { given, want }) => {
    const differences = differencesOf(model, given);
    expect(differences.map(brief)).toEqual(want);
    const corrected = correct(model, differences);
    expect(corrected.problems).toEqual([]);
    expect(differencesOf(corrected.model, given)).toEqual([]);
  });
});

test("webhooks that share a structure share its correction, and each tells its own count", () => {
  const differences = differencesOf(model, [
    people({ ...agent, age: 4 }, { ...agent, age: 5 }, { type: "customer", id: "c", last: { ...agent, age: 6 } }),
    people(agent),
    parcel({ sender: { ...agent, age: null } }),
  ]);
  expect(
    differences.map(({ webhook, path, bodies, of }) => `${String(webhook)} ${path} ${String(bodies)}/${String(of)}`),
  ).toEqual([
    "parcel_moved payload.sender.age 1/1",
    "people_met payload[].age 1/2",
    "people_met payload[].last.age 1/2",
  ]);
  expect(new Set(differences.map(({ correction }) => correction)).size).toBe(1);
  expect(differences[0]?.correction).toMatchObject({
    path: "$defs.Agent.age",
    set: { type: { kind: "integer", nullable: true } },
    reason: "In 2 of 3 captured bodies the member is there.",
  });
  expect(differences[1]?.evidence).toEqual([model.structures[1]?.evidence[0]]);
});

test("corrections of a place and of what lies in it hold together", () => {
  const given = [
    parcel({ stops: "none" }),
    parcel({ stops: [{ name: "a", at: 1 }] }),
    parcel({ stops: [{ name: 2 }] }),
  ];
  const differences = differencesOf(model, given);
  expect(differences.map(({ correction }) => correction?.path)).toEqual([
    "parcel_moved.stops",
    "parcel_moved.stops[].at",
    "parcel_moved.stops[].name",
  ]);
  const corrected = correct(model, differences);
  expect(corrected.problems).toEqual([]);
  expect(differencesOf(corrected.model, given)).toEqual([]);
});

describe("a member beside the payload of several webhooks is corrected there, in whatever order it is pasted:", () => {
  const license = { license_id: 4 };
  test.each<[string, { given: unknown[]; want: string[] }]>([
    [
      "the envelope's alone",
      {
        given: [parcel(), people(agent), body("news", {})].map((one) => ({ ...one, ...license })),
        want: ["parcel_moved.$body.license_id", "people_met.$body.license_id", "news.$body.license_id"],
      },
    ],
    [
      "and one of the same name in a payload",
      {
        given: [{ ...parcel(), ...license }, body("news", license, license)],
        want: ["parcel_moved.$body.license_id", "news.$body.license_id", "news.$body.payload.license_id"],
      },
    ],
  ])("%s", (_name, { given, want }) => {
    const differences = differencesOf(model, given);
    expect(differences.map(({ correction }) => correction?.path)).toEqual(want);
    for (const pasted of [differences, differences.toReversed()]) {
      const corrected = correct(model, pasted);
      expect(corrected.problems).toEqual([]);
      expect(differencesOf(corrected.model, given)).toEqual([]);
    }
  });
});

test("variants at one path are told apart, each with its own correction", () => {
  const given = [people({ ...agent, age: 4 }, { type: "customer", id: "c", age: 5 })];
  const differences = differencesOf(model, given);
  expect(differences.map(({ path, docs, correction }) => [path, docs, correction?.path])).toEqual([
    ["payload[].age", "its members are type, id, email", "$defs.Agent.age"],
    ["payload[].age", "its members are type, id, last", "$defs.Customer.age"],
  ]);
  expect(differencesOf(correct(model, differences).model, given)).toEqual([]);
});

describe("no correction is proposed, and the reason is told, for", () => {
  test.each<[string, { given: unknown; want: RegExp }]>([
    ["an action that nobody documents", { given: body("parcel_mved", {}), want: /a page has to describe the webhook/ }],
    ["a body without an action", { given: { payload: {} }, want: /a page has to describe the webhook/ }],
    ["a body that is no object", { given: 4, want: /a page has to describe the webhook/ }],
    ["a member whose name looks like data", { given: parcel({ "jane@doe.example": 1 }), want: /no path/ }],
    [
      "a member that a variant beside it has",
      { given: body("news", { event: { type: "file", url: "u", text: "t" } }), want: /variant/ },
    ],
    ["members of variants that differ", { given: body("news", { event: { type: "file" } }), want: /variant/ }],
    ["a body without its payload", { given: { secret_key: "a", action: "news" }, want: /payload/ }],
    ["a variant whose name looks like data", { given: people({ type: "Jane Doe", id: "a" }), want: /looks like data/ }],
  ])("%s", (_name, { given, want }) => {
    const [first, ...others] = differencesOf(model, [given]);
    expect(others).toEqual([]);
    expect(first?.correction).toBeUndefined();
    expect(first?.uncorrectable).toMatch(want);
  });
});

test.each<[string, unknown]>([
  ["documented bodies", parcel({ sender: { type: "customer", id: "c", last: agent }, hours: { friday: 4 } })],
  ["members of an object that the page leaves open", parcel({ rest: { known: "a", other: 4 } })],
  ["what the page tells nothing of", parcel({ anything: [{ any: null }] })],
])("%s hold", (_name, given) => {
  expect(differencesOf(model, [given])).toEqual([]);
});

test("a near action is named, with the evidence for it", () => {
  expect(differencesOf(model, [body("parcel_mved", {})])).toMatchObject([
    {
      kind: "unknown-name",
      docs: "one of 3 names, among them parcel_moved",
      evidence: [{ quote: expect.any(String) }],
    },
  ]);
});

test("the order of the bodies does not count", () => {
  const given = [
    parcel({ weight: 4 }),
    parcel({ state: "lost" }),
    people({ ...agent, age: 4 }),
    body("x", {}),
    parcel({ weight: "a" }),
  ];
  expect(differencesOf(model, [...given].reverse())).toEqual(differencesOf(model, given));
});

test("nesting that a body chooses is no danger", () => {
  const deep: unknown = JSON.parse(`${'{"type":"customer","id":"c","last":'.repeat(5_000)}4${"}".repeat(5_000)}`);
  const lists: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  const differences = differencesOf(model, [people(deep), parcel({ weight: lists, cost: lists })]);
  expect(differences.map(({ kind }) => kind)).toContain("other-type");
});

test("names that every object has are members like others", () => {
  const given: unknown = JSON.parse(
    '{"secret_key":"a","action":"news","payload":{"__proto__":1,"constructor":2,"toString":3}}',
  );
  expect(differencesOf(model, [given]).map(({ path }) => path)).toEqual([
    "payload.__proto__",
    "payload.constructor",
    "payload.toString",
  ]);
});

describe("of many differences", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const word = (number: number): string => `m_${letters[number % 26]}${letters[Math.floor(number / 26) % 26]}`;
  const members = (from: number, to: number): object =>
    Object.fromEntries(Array.from({ length: to - from }, (_, at) => [word(from + at), 1]));

  test("50 of a body are looked at, or all", () => {
    const given = [body("news", members(0, 200))];
    expect(observeBodies(model, given)).toMatchObject({ differences: { length: 50 }, stopped: true });
    expect(observeBodies(model, given, { allErrors: true })).toMatchObject({
      differences: { length: 200 },
      stopped: false,
    });
  });

  test("50 kinds of a webhook are looked at, however many bodies show them", () => {
    const given = Array.from({ length: 10 }, (_, at) => body("news", members(at * 20, at * 20 + 20)));
    expect(observeBodies(model, given)).toMatchObject({ differences: { length: 50 }, stopped: true });
    expect(observeBodies(model, [...given.slice(0, 2), ...given.slice(0, 2)])).toMatchObject({
      differences: { length: 40 },
      stopped: false,
    });
  });

  test("50 unknown actions are told", () => {
    const given = Array.from({ length: 90 }, (_, at) => body(word(at), {}));
    expect(observeBodies(model, given)).toMatchObject({ differences: { length: 50 }, stopped: true });
  });
});
