// Reads a file that somebody named, and nothing but a file: a pipe may never end, and reading a device may do something.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from "node:fs";

/** Follows links. Throws the system's error, and one of its own for what is no regular file; never waits for a writer. */
export function readRegularFile(path: string): Buffer {
  refuseOthers(statSync(path));
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    refuseOthers(fstatSync(descriptor));
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function refuseOthers(stats: Stats): void {
  // Of a folder the system says so itself.
  if (stats.isFile() || stats.isDirectory()) return;
  const kind = stats.isFIFO() ? "a named pipe" : stats.isSocket() ? "a socket" : "a device";
  throw new Error(`it is ${kind}, and only regular files are read`);
}
