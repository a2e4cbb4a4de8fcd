// Every rule that finds webhooks, their names, their proof and their structures, by its own example.
import { describe, expect, test } from "vitest";
import { payloadPhrases } from "../../src/model/build-payload.ts";
import { schemeRules } from "../../src/reference/anatomy/authentication.ts";
import { elseRules } from "../../src/reference/anatomy/scan.ts";
import { timeoutRules } from "../../src/reference/anatomy/delivery.ts";
import {
  discriminatorNames,
  isWireSpelled,
  mayBeName,
  noNames,
  memberRules,
  membersOfRole,
} from "../../src/reference/anatomy/name-rules.ts";
import { headingWords } from "../../src/reference/structure-heading.ts";
import { namedType, namedTypeRules } from "../../src/samples/named-types.ts";

interface Rule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
}

const tables: readonly (readonly [string, readonly Rule[]])[] = [
  ["schemes of authentication", schemeRules],
  ["words of timeouts", timeoutRules],
  ["headings of what is no webhook", elseRules],
  ["names of discriminators", discriminatorNames],
  ["what is no name", noNames],
  ["words that name types", namedTypeRules],
  ["phrases that say what the payload is", payloadPhrases],
];

describe.each(tables)("%s", (_, rules) => {
  test.each(rules)("$id reads its example, and no rule before it does", ({ id, example }) => {
    expect(rules.find(({ pattern }) => pattern.test(example))?.id).toBe(id);
  });
});

test.each(headingWords)("$id takes its words off its example", ({ pattern, example }) => {
  expect(example.replace(pattern, "")).toMatch(/^(?:parcel|Parcel>?|<?\.*Parcel)$/i);
});

test.each(memberRules)("$id names a member of its example", ({ role, member, example }) => {
  expect(Object.keys(JSON.parse(example))).toEqual([member]);
  expect(membersOfRole(role)).toContain(member);
});

test.each(namedTypeRules)("a sample's $example names the type $id", ({ id, example }) => {
  expect(namedType(example)?.id).toBe(id);
});

test.each([
  ["order.paid", { may: true, wire: true }],
  ["ORDER_PAID", { may: true, wire: true }],
  ["orderPaid", { may: true, wire: true }],
  ["Order paid", { may: true, wire: false }],
  ["event_name", { may: false, wire: false }],
  ["string", { may: false, wire: false }],
  ["evt_KleiO4HBwZFbO1vZ", { may: false, wire: false }],
  ["2026-01-02", { may: false, wire: false }],
])("%s as a name", (text, { may, wire }) => {
  expect({ may: mayBeName(text), wire: isWireSpelled(text) }).toEqual({ may, wire });
});
