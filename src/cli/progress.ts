// A line that says what is being done, on a terminal only, and gone when it is done.
import type { Stream } from "./console.ts";

export interface Progress {
  show(text: string): void;
  /** Erases the line. */
  done(): void;
}

const ERASE = "\r\u001b[2K";

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
