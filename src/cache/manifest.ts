// What a run of generate leaves behind for the next: every file that it read or wrote, and what it said.
import { isListOf, isObject, isText } from "./shape.ts";

/** Of another format, a manifest is not read. */
export const MANIFEST_FORMAT = 2;

export interface Manifest {
  readonly format: number;
  /** Of Node, as `v20.19.0`. */
  readonly node: string;
  /** UTC date that the answer holds for, YYYY-MM-DD; null where no day matters. */
  readonly day: string | null;
  readonly files: readonly FileRecord[];
  readonly folders: readonly FolderRecord[];
  /** Paths at which nothing may stand. */
  readonly absent: readonly string[];
  readonly answer: Answer;
}

/** What a run that changed nothing tells. */
export interface Answer {
  readonly exitCode: number;
  readonly out: string;
  /** With colours: without them it is what is left. */
  readonly coloredErr: string;
}

/** `mtime`, `ctime` in milliseconds; -1 for both says that only the content tells. */
export interface Stamp {
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  readonly ino: number;
}

export interface FileRecord extends Stamp {
  readonly path: string;
  /** SHA-256, base64url. */
  readonly hash: string;
  /** A link in its place would be another thing. */
  readonly noLink: boolean;
}

export interface FolderRecord extends Stamp {
  readonly path: string;
  /** Sorted by code units. */
  readonly names: readonly string[];
}

/** Undefined for another form. */
export function decodeManifest(body: Buffer): Manifest | undefined {
  const read: unknown = JSON.parse(body.toString());
  return isManifest(read) ? read : undefined;
}

function isManifest(value: unknown): value is Manifest {
  return (
    isObject(value) &&
    value["format"] === MANIFEST_FORMAT &&
    typeof value["node"] === "string" &&
    (value["day"] === null || typeof value["day"] === "string") &&
    isListOf(
      value["files"],
      (file) => isStamped(file) && isText(file["hash"]) && typeof file["noLink"] === "boolean",
    ) &&
    isListOf(value["folders"], (folder) => isStamped(folder) && isListOf(folder["names"], isText)) &&
    isListOf(value["absent"], isText) &&
    isAnswer(value["answer"])
  );
}

function isStamped(value: unknown): value is Record<string, unknown> {
  const stamp = ["size", "mtime", "ctime", "ino"];
  return isObject(value) && isText(value["path"]) && stamp.every((name) => typeof value[name] === "number");
}

function isAnswer(value: unknown): boolean {
  return isObject(value) && EXIT_CODES.has(value["exitCode"]) && isText(value["out"]) && isText(value["coloredErr"]);
}

const EXIT_CODES = new Set<unknown>([0, 1, 2, 3]);

/** Takes the colours out of a text. */
export function withoutColors(text: string): string {
  return text.replace(/\u001b\[\d+m/g, "");
}
