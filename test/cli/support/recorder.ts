// A console that keeps what is written to it.
import type { Console, Stream } from "../../../src/cli/console.ts";

export interface Recorder {
  readonly console: Console;
  readonly written: { out: string; err: string };
}

/** No terminal, no colours; `stdin` is what is read from standard input. */
export function recorder(stdin = ""): Recorder {
  const written = { out: "", err: "" };
  const stream = (name: "out" | "err"): Stream => ({
    isTTY: false,
    color: false,
    columns: 80,
    write: (text) => (written[name] += text),
  });
  const readStdin = () => Promise.resolve(new TextEncoder().encode(stdin));
  return {
    written,
    console: {
      out: stream("out"),
      err: stream("err"),
      note: stream("err").write,
      readStdin,
      stdoutClosed: new AbortController().signal,
    },
  };
}
