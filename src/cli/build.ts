// build: generated sources in, a package to publish out.
import { build, type BuildOptions, type BuildResult, printable, printableJson } from "../index.ts";
import { type Console, EXIT, type ExitCode, type WithJson } from "./console.ts";

export type BuildArguments = WithJson<BuildOptions>;

export async function runBuild({ json = false, ...given }: BuildArguments, console: Console): Promise<ExitCode> {
  const result = await build(given);
  if (json) console.out.write(`${printableJson(result, 2)}\n`);
  else if (result.state === "built") console.out.write(builtText(result));
  if (result.state === "built") return EXIT.fine;
  console.err.write(builtText(result));
  return result.state === "conflicts" ? EXIT.found : EXIT.unusable;
}

export function builtText(result: BuildResult): string {
  if (result.state !== "built") return `${result.problem.message.split("\n").map(printable).join("\n")}\n`;
  const { name, version, files, packedBytes, unpackedBytes, tarball } = result;
  const sizes = `${kilobytes(packedBytes)} packed, ${kilobytes(unpackedBytes)} unpacked`;
  return `${printable(name)}@${version}: ${String(files)} files, ${sizes}\n${printable(tarball)}\n`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
