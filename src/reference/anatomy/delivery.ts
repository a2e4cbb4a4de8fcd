// Reads how long a vendor waits for an answer, and which header stays the same when a delivery is repeated.
import type { Position } from "../../source/finding.ts";
import type { PageScan } from "./scan.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

/** A fact of deliveries with the words that say it. */
export interface SaidOfDelivery<Value> {
  readonly value: Value;
  readonly quote: string;
  readonly at: Position;
}

export interface DeliveryFacts {
  readonly timeout?: SaidOfDelivery<{ readonly seconds: number }>;
  readonly delivery?: SaidOfDelivery<{ readonly header: string }>;
}

/** Words that speak of the wait for an answer, each with an example. */
export const timeoutRules: readonly PatternRule[] = [
  {
    id: "answer-within",
    pattern:
      /\b(?:respon|answer|acknowledg|repl|return|status)[a-z]{0,8}\b[^.]{0,80}?\b(?:within|in under|in less than|no later than) (\w{1,8})[ -](ms|milliseconds?|s|secs?|seconds?|minutes?)\b/i,
    example: "Your server must respond with a 2xx status within 10 seconds.",
  },
  {
    id: "within-answer",
    pattern:
      /\bwithin (\w{1,8})[ -](ms|milliseconds?|s|secs?|seconds?|minutes?)\b[^.]{0,80}?\b(?:respon|answer|acknowledg|repl|deliver|fail|time)/i,
    example: "Within 5 seconds we expect an answer.",
  },
  {
    id: "timeout-of",
    pattern:
      /\btime[ -]?s?out\b[^.]{0,40}?\b(?:is|of|after|:) ?(\w{1,8})[ -](ms|milliseconds?|s|secs?|seconds?|minutes?)\b/i,
    example: "Requests have a timeout of 15 seconds.",
  },
  {
    id: "has-to-answer",
    pattern:
      /\b(?:ha(?:s|ve)|gets?|given|allow(?:s|ed)?|up to) (?:up to |at most )?(\w{1,8})[ -](ms|milliseconds?|s|secs?|seconds?|minutes?)\b[^.]{0,20}?\bto (?:respon|answer|acknowledg|repl|return)/i,
    example: "Your endpoint has five seconds to respond.",
  },
  {
    id: "waits",
    pattern:
      /\bwaits?\b[^.]{0,30}?\b(\w{1,8})[ -](ms|milliseconds?|s|secs?|seconds?|minutes?)\b[^.]{0,40}?\b(?:respon|answer|repl)/i,
    example: "We wait up to 30 seconds for a response.",
  },
];

const REPEATED =
  /\b(?:retr(?:y|ies)|repeat|redeliver|duplicate|idempoten|dedup|same (?:id|value)|identical|more than once|uniquely identif|unique (?:id|identifier))/i;
const DELIVERY_ID =
  /(?:delivery|webhook|event|message|notification|request)(?:-?(?:id|uuid|guid))?$|(?:^|-)idempotency-key$/i;

export function readDelivery({ sentences, headers }: PageScan): DeliveryFacts {
  const timeout = sentences.flatMap(({ text, at }) => {
    const seconds = secondsIn(text);
    return seconds === undefined ? [] : [{ value: { seconds }, quote: text, at }];
  })[0];
  const named = headers.filter(({ name }) => DELIVERY_ID.test(name) && /delivery|id$|guid$|key$/i.test(name));
  const said = named.find(
    ({ name, notes }) => notes !== undefined && REPEATED.test(notes) && /id|delivery|key/i.test(name),
  );
  return {
    ...(timeout !== undefined && { timeout }),
    ...(said !== undefined && {
      delivery: { value: { header: said.name }, quote: said.notes ?? said.name, at: said.at },
    }),
  };
}

const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const LONGEST = 600;

function secondsIn(text: string): number | undefined {
  for (const { pattern } of timeoutRules) {
    const [, amount = "", unit = ""] = pattern.exec(text) ?? [];
    const seconds = secondsOf(amount, unit);
    if (seconds !== undefined && seconds <= LONGEST) return seconds;
  }
  return undefined;
}

/** Of an amount in digits or, up to ten, in words; undefined where it is neither. */
export function secondsOf(amount: string, unit: string): number | undefined {
  const count = /^\d+$/.test(amount) ? Number(amount) : WORDS.indexOf(amount.toLowerCase());
  if (count <= 0) return undefined;
  return /^m(?:s|illi)/i.test(unit) ? count / 1000 : /^m/i.test(unit) ? count * 60 : count;
}
