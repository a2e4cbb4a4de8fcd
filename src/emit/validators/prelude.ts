// What the emitted checks are built on: a few small functions, the same in every version.
import { dateTimePattern, LONGEST_DATE_TIME } from "../../model/date-time.ts";

/**
 * A check takes a value, the list that errors go to and whether unknown members are errors. Errors carry the path from
 * that value; who called the check puts the way to it in front.
 */
export const PRELUDE = String.raw`
const hasOwn = Object.prototype.hasOwnProperty;
const has = (object, name) => hasOwn.call(object, name);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const kindOf = (value) => {
  if (value === Infinity || value === -Infinity) return "number too large to be held";
  return value === undefined ? "nothing" : value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
};
const step = (key) => "/" + String(key).replaceAll("~", "~0").replaceAll("/", "~1");

function fail(errors, path, expected, value) {
  errors.push({ path, expected, received: kindOf(value) });
}

/** For a member of an object: what is inherited was not received. */
function lacks(errors, object, name, expected) {
  fail(errors, step(name), expected, has(object, name) ? object[name] : undefined);
}

/** Puts the way to a value in front of the errors that its check has found. */
function under(errors, from, key) {
  for (let at = from; at < errors.length; at += 1) errors[at].path = step(key) + errors[at].path;
}

/** Of several shapes one is enough; of those that do not fit, the nearest is told of. */
function anyShape(value, errors, strict, expected, checks) {
  let nearest;
  for (const check of checks) {
    const found = [];
    check(value, found, strict);
    if (found.length === 0) return;
    const foreign = found.some(({ path }) => path === "");
    if (!foreign && (nearest === undefined || found.length < nearest.length)) nearest = found;
  }
  if (nearest === undefined) fail(errors, "", expected, value);
  else errors.push(...nearest);
}

/** Members that no page names. */
function extra(value, errors, known) {
  for (const name in value)
    if (!known.includes(name)) fail(errors, step(name), "no such member", value[name]);
}

/** RFC 3339: a date, a T or a blank, a time with seconds, Z or an offset. A second 60 is let pass at any minute. */
const DATE_TIME =
  /${dateTimePattern.source}/;

/** The last that fitted: a body tells one moment at several places. */
let lastDateTime = "1970-01-01T00:00:00Z";

function isDateTime(text) {
  if (text === lastDateTime) return true;
  if (!readsAsDateTime(text)) return false;
  lastDateTime = text;
  return true;
}

function readsAsDateTime(text) {
  if (typeof text !== "string" || text.length > ${LONGEST_DATE_TIME} || !DATE_TIME.test(text)) return false;
  const tens = text.charCodeAt(8);
  if (tens < 50 || (tens === 50 && text.charCodeAt(9) < 57)) return true;
  return Number(text.slice(8, 10)) <= daysOf(Number(text.slice(5, 7)), Number(text.slice(0, 4)));
}

function daysOf(month, year) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The body with nothing inherited. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  const copy = Object.create(null);
  for (const name of Object.keys(value)) copy[name] = bare(value[name]);
  return copy;
}

/** What a program has put on every object is no part of a body. */
function isPolluted() {
  for (const name in Object.prototype) return name !== undefined;
  return false;
}

function run(check, body, mode) {
  const errors = [];
  check(isPolluted() ? bare(body) : body, errors, mode === "strict");
  return errors.length === 0 ? undefined : errors;
}
`.trim();
