// The streams of a command: results go out, messages go to err; a pipe that its reader closed is no error.
import type { Writable } from "node:stream";
import { type BodySource, printable, TAGS, UNSEEN, withoutCommands } from "../index.ts";

const ERASE_PATTERN = "\\r\\u001b\\[2K";

/** Bold, dim, the colours in use, and their ends. */
const COLOR = "\\u001b\\[(?:1|2|22|3\\d)m";

const guarded = new RegExp(`${ERASE_PATTERN}|${COLOR}|[\\u0000-\\u0008\\u000b-\\u001f${UNSEEN}]|${TAGS}`, "g");

const ERASE = "\r\u001b[2K";

/** What the exit codes of all commands mean. */
export const EXIT = {
  fine: 0,
  /** A check found something: output would change, or lose what somebody edited; a warning under --strict, an invalid payload. */
  found: 1,
  /** Wrong usage, or an unusable register or file. */
  unusable: 2,
  /** A page has errors. */
  pageErrors: 3,
} as const;

export interface Stream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Whether to colour what goes here. */
  readonly color: boolean;
  /** Columns of the terminal, 80 where unknown. */
  readonly columns: number;
}

export interface Console {
  readonly out: Stream;
  readonly err: Stream;
  /** Messages that `--quiet` leaves out. */
  readonly note: (text: string) => void;
  /** Aborts when whoever read `out` has gone: a command that would run on for ever has nobody to tell. */
  readonly stdoutClosed: AbortSignal;
  readStdin(): Promise<Uint8Array>;
}

type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * The console of this process. What a closed stdout or stderr does not take is left out, and the command ends with its own exit
 * code; where stdout can't be written for another reason, as on a full disk, the process ends with 2 and says so.
 */
export function processConsole(): Console {
  let stderrClosed = false;
  process.stderr.on("error", () => (stderrClosed = true));
  const fail = (error: NodeJS.ErrnoException): void => {
    if (error.code === "EPIPE") {
      stdoutClosed.abort();
      return;
    }
    if (!stderrClosed) process.stderr.write(`standard output can't be written: ${error.code ?? error.message}\n`);
    process.exit(EXIT.unusable);
  };
  const stdoutClosed = new AbortController();
  process.stdout.on("error", fail);
  const err = stream(
    process.stderr,
    (text) => stderrClosed || process.stderr.write(withoutCommands(text, process.env)),
  );
  return {
    err,
    note: err.write,
    out: stream(process.stdout, (text) => {
      if (stdoutClosed.signal.aborted) return;
      try {
        process.stdout.write(text);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    }),
    stdoutClosed: stdoutClosed.signal,
    readStdin,
  };
}

function stream(terminal: Terminal, write: (text: string) => unknown): Stream {
  const isTTY = terminal.isTTY === true;
  const color = wantsColor(process.env, isTTY);
  return {
    write: (text) => {
      if (text !== "") write(guardOutput(text, color));
    },
    isTTY,
    color,
    columns: terminal.columns ?? 80,
  };
}

/** NO_COLOR wins over FORCE_COLOR, and that over whether a person looks on. */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, isTTY: boolean): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return isTTY && env["TERM"] !== "dumb";
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Whoever writes words of a page makes them printable first; this is for the place where that was forgotten. */
export function guardOutput(text: string, color: boolean): string {
  return text.replace(guarded, (found) => (found.endsWith("K") || (color && found.endsWith("m")) ? found : "·"));
}

/** The same console for `--quiet`: results and errors, and nothing else. */
export function quietConsole(console: Console): Console {
  const silent = { ...console.err, isTTY: false };
  return { ...console, err: silent, note: () => undefined };
}

/** Files as the functions of the interface take them; `-` is standard input. */
export function sourcesOf(files: readonly string[], { readStdin }: Console): Promise<readonly BodySource[]> {
  return Promise.all(files.map(async (file) => (file === "-" ? { name: "stdin", bytes: await readStdin() } : file)));
}

/** Aborts at SIGINT, SIGTERM and when nobody reads the results any more. A second signal ends the process at once. */
export function interruption({ stdoutClosed }: Console): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  return AbortSignal.any([stop.signal, stdoutClosed]);
}

/** Says why nothing could be done. */
export function unusable({ message }: { readonly message: string }, { err }: Pick<Console, "err">): ExitCode {
  err.write(`${printable(message)}\n`);
  return EXIT.unusable;
}

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Of a command that prints JSON where it is asked to. */
export type WithJson<Options> = Options & { readonly json?: boolean };

interface Progress {
  show(text: string): void;
  /** Erases the line. */
  done(): void;
}

export function progressOn({ isTTY, columns, write }: Stream): Progress {
  if (!isTTY) return { show: () => undefined, done: () => undefined };
  let shown = false;
  return {
    show: (text) => {
      shown = true;
      write(ERASE + text.slice(0, Math.max(1, columns - 1)));
    },
    done: () => {
      if (shown) write(ERASE);
      shown = false;
    },
  };
}
