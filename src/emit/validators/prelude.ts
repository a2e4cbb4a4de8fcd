// What the emitted checks are built on: a few small functions, the same in every version.
import { dateTimePattern, LONGEST_DATE_TIME } from "../../model/types/value.ts";

/** What is expected of a member that no page names, and of a key that is not of a map's kind. */
export const UNKNOWN_MEMBER = "no such member";
export const OTHER_KEY = "another key";

/** A body decides how many errors it has: the first ones say enough, and the rest are not looked for. */
export const MOST_ERRORS = 50;

/**
 * A check takes a value, the list that errors go to and how strict it is: 0 tolerant, 1 refuses values and variants that no
 * list names, 2 unknown members too. The list holds errors of the value and of its members, and a group for each member whose
 * own check found some: paths are written once, at the end.
 */
export const PRELUDE = String.raw`
const hasOwn = Object.prototype.hasOwnProperty;
const has = (object, name) => hasOwn.call(object, name);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const kindOf = (value) => {
  if (value === Infinity || value === -Infinity) return "number too large to be held";
  return value === undefined ? "nothing" : value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
};
const step = (key) => "/" + String(key).slice(0, LONGEST_NAME).replaceAll("~", "~0").replaceAll("/", "~1");

/** Checks stop after this many errors. */
const MOST = ${MOST_ERRORS};
/** Names of members come from the body, and each of its errors repeats them. */
const LONGEST_NAME = 256;
const LONGEST_PATH = 1024;

/** Errors that may still be found. */
let room = 0;
/** Room that a check begins with where its errors count for themselves. */
let most = 0;
/** By check and object, what the check has found. */
let known = new Map();

/** shown: a sample alone says what is expected. isData: the key is that of a map, or no page names it. */
function fail(errors, key, expected, value, shown, isData) {
  if (room === 0) return;
  room -= 1;
  errors.push({ key, isData, expected, received: kindOf(value), basis: shown ? "sample" : "documented" });
}

/** For a member of an object: what is inherited was not received. */
function lacks(errors, object, name, expected, shown) {
  const value = has(object, name) ? object[name] : undefined;
  fail(errors, name, expected, value, shown & (value === undefined ? 1 : 2));
}

/** Puts what the check of a member has found into a group. */
function under(errors, from, key, isData) {
  errors.push({ key, isData, inner: errors.splice(from) });
}

/** What a check finds with as much room as is given. */
function tried(check, value, strict, given) {
  const outer = room;
  room = given;
  const errors = [];
  check(value, errors, strict);
  const count = given - room;
  room = outer;
  return { errors, count };
}

/** As much of it as there is room for. */
function report(errors, found) {
  room -= Math.min(room, found.count);
  for (const error of found.errors) errors.push(error);
}

/** Holds no object twice against the same shape, however many unions lead there. */
function once(check, value, errors, strict) {
  if (typeof value !== "object" || value === null) return check(value, errors, strict);
  let results = known.get(check);
  if (results === undefined) known.set(check, (results = new Map()));
  let found = results.get(value);
  if (found === undefined) results.set(value, (found = tried(check, value, strict, most)));
  if (found.count > 0) report(errors, found);
}

/** Of several shapes one is enough; of those that do not fit, the one with the fewest errors is reported. */
function anyShape(value, errors, strict, expected, checks, shown) {
  let nearest;
  for (const check of checks) {
    const found = tried(check, value, strict, nearest === undefined ? most : nearest.count);
    if (found.count === 0) return;
    const foreign = found.errors.some(({ key }) => key === undefined);
    if (!foreign && (nearest === undefined || found.count < nearest.count)) nearest = found;
  }
  if (nearest === undefined) fail(errors, undefined, expected, value, shown);
  else report(errors, nearest);
}

/** Members that no page names. */
function extra(value, errors, named) {
  for (const name in value) {
    if (room === 0) return;
    if (!named.includes(name)) fail(errors, name, "${UNKNOWN_MEMBER}", value[name], 0, 1);
  }
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

/** Undefined where the value fits. Throws a RangeError where it is nested deeper than the stack is. */
function run(check, value, mode, limit = MOST) {
  room = most = limit;
  const errors = [];
  try {
    check(isPolluted() ? bare(value) : value, errors, mode === "strict" ? 2 : mode === "documented" ? 1 : 0);
  } finally {
    if (known.size > 0) known = new Map();
  }
  return errors.length === 0 ? undefined : withPaths(errors, limit);
}

/** The errors with their paths from the value that was checked. */
function withPaths(errors, limit) {
  const listed = [];
  const open = [{ list: errors, at: 0, path: "", schemaPath: "" }];
  while (open.length > 0 && listed.length < limit) {
    const group = open[open.length - 1];
    const error = group.list[group.at];
    group.at += 1;
    if (error === undefined) {
      open.pop();
      continue;
    }
    const { key, isData, inner, expected, received, basis } = error;
    const path = key === undefined ? group.path : joined(group.path, step(key));
    const schemaPath = key === undefined ? group.schemaPath : joined(group.schemaPath, schemaStep(group.schemaPath, key, isData));
    if (inner === undefined) listed.push({ path, expected, received, schemaPath, basis });
    else open.push({ list: inner, at: 0, path, schemaPath });
  }
  return listed;
}

function schemaStep(path, key, isData) {
  if (typeof key === "number") return "[]";
  return (path === "" ? "" : ".") + (isData ? "*" : key);
}

function joined(path, rest) {
  return path.length > LONGEST_PATH ? path : path + rest;
}
`.trim();
