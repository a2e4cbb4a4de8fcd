#!/usr/bin/env node
// The entry of the command line: small, so that a run with nothing to do is over at once.
import { replayUnchanged } from "../cache/replay.ts";

const argv = process.argv.slice(2);
process.exitCode = replayUnchanged(argv) ?? (await (await import("./load-program.ts")).loadProgram(argv).start(argv));
