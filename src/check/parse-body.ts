// Reads a request body: UTF-8 bytes to a JSON value, or the place where they stop being one.
import { parseTree, type ParseError, printParseErrorCode } from "jsonc-parser";

export interface NotJson {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export type ParsedBody = { readonly value: unknown } | { readonly problem: NotJson };

/** Strict JSON; a byte order mark is read over. */
export function parseBody(bytes: Uint8Array): ParsedBody {
  const text = decode(bytes);
  if (text === undefined) return problem("the bytes are not UTF-8", "", 0);
  if (text.trim() === "") return problem("the file is empty, where JSON is needed", text, 0);
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return findMistake(text, error instanceof Error ? error.message : String(error));
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function findMistake(text: string, otherwise: string): ParsedBody {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true });
  } catch {
    return problem("the text is no JSON and nested too deeply to say where", text, 0);
  }
  const first = errors[0];
  if (first === undefined) return problem(`the text is no JSON: ${otherwise}`, text, 0);
  return problem(`the text is no JSON: ${words(printParseErrorCode(first.error))}`, text, first.offset);
}

/** "CommaExpected" as "comma expected". */
function words(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function problem(message: string, text: string, offset: number): ParsedBody {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { problem: { message, line: before.length, column: (before.at(-1) ?? "").length + 1 } };
}
