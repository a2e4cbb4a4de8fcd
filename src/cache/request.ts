// Which run of generate it is: what its manifest is filed under.

export interface Request {
  readonly input: string;
  readonly output: string;
  readonly only: readonly string[] | null;
  readonly strict: boolean;
  readonly keepGoing: boolean;
  readonly json: boolean;
}

const FLAGS: ReadonlyMap<string, Partial<Request>> = new Map([
  ["--check", {}],
  ["--strict", { strict: true }],
  ["--keep-going", { keepGoing: true }],
  ["--json", { json: true }],
]);

/** Reads a plain command line; undefined for every other, be it right or wrong. */
export function readRequest(argv: readonly string[]): Request | undefined {
  if (argv[0] !== "generate") return undefined;
  let request: Request = PLAIN;
  for (let index = 1; index < argv.length; index += 1) {
    const name = argv[index] ?? "";
    const flag = FLAGS.get(name);
    const value = flag === undefined ? argv[(index += 1)] : "";
    if (value === undefined || value.startsWith("-")) return undefined;
    if (flag !== undefined) request = { ...request, ...flag };
    else if (name === "--input" && value !== "") request = { ...request, input: value };
    else if (name === "--output" && value !== "") request = { ...request, output: value };
    else if (name === "--only") request = { ...request, only: readVersions(value) };
    else return undefined;
  }
  return request.only?.length === 0 ? undefined : request;
}

const PLAIN: Request = {
  input: "docs-input",
  output: "generated",
  only: null,
  strict: false,
  keepGoing: false,
  json: false,
};

/** Versions, parted by commas. */
export function readVersions(text: string): readonly string[] {
  return text
    .split(",")
    .map((version) => version.trim())
    .filter((version) => version !== "");
}

/** Differs for every two requests and working folders. */
export function keyOf({ input, output, only, strict, keepGoing, json }: Request, cwd: string): string {
  return JSON.stringify([cwd, input, output, only, strict, keepGoing, json]);
}
