// Code blocks that are no sample as they are: one row a kind, with what of it is JSON. First match wins.

export interface BlockKind {
  readonly id:
    | "type-declaration"
    | "diff"
    | "http-request"
    | "http-response"
    | "shell-command"
    | "assignment"
    | "array"
    | "program"
    | "other-language"
    | "form"
    | "answer";
  readonly matches: (block: Block) => boolean;
  readonly example: Block;
  /** Samples come first; of blocks of other kinds only those of the lowest rank are read, and none without a rank. */
  readonly rank?: number;
  /** Rewrites the block to its JSON, every character at its own offset; without it the block is read unchanged. */
  readonly json?: (text: string) => string | undefined;
  /** What the block is, and what of it is JSON, for a message. */
  readonly name: string;
  readonly part?: string;
}

export interface Block {
  readonly text: string;
  readonly lang?: string;
  /** The paragraph right above. */
  readonly lead?: string;
}

const OTHER_LANGUAGES =
  /^(?:bash|sh|shell|zsh|fish|console|shell-session|powershell|ps1|tsx?|typescript|py(?:thon)?|rb|ruby|php|java|kotlin|swift|go|golang|cs|csharp|c|cpp|rust|rs|ya?ml|xml|html|css|sql|graphql|toml|ini|csv|env|dockerfile)$/;
const HEADER = /^[A-Za-z][\w-]{0,60}:(?=\s|$)/;

export const blockKinds: readonly BlockKind[] = [
  {
    id: "diff",
    matches: ({ text, lang }) =>
      lang === "diff" || lang === "patch" || (/^\+ *["{]/m.test(text) && /^- *["{]/m.test(text)),
    example: { text: '{\n-  "id": 1\n+  "id": "1"\n}', lang: "diff" },
    rank: 1,
    json: (text) =>
      text
        .replace(/^(?:(?:-|@@|diff |index )[^\r\n]*|\+\+\+ [^\r\n]*)/gm, (line) => " ".repeat(line.length))
        .replace(/^\+/gm, " "),
    name: "a comparison of two states",
    part: "the newer state",
  },
  {
    id: "http-request",
    matches: ({ text }) =>
      /^\s*[A-Z]{3,10} \S{1,2000}(?: HTTP\/[\d.]+)?\s*$/.test(firstLine(text)) ||
      startsWithHeader(text) ||
      isHeadAlone(text),
    example: { text: 'POST /hooks HTTP/1.1\nContent-Type: application/json\n\n{ "id": 1 }' },
    rank: 1,
    json: bodyOf,
    name: "an HTTP request",
    part: "its body",
  },
  {
    id: "http-response",
    matches: ({ text }) => /^\s*HTTP\/[\d.]+ \d{3}\b/.test(firstLine(text)),
    example: { text: 'HTTP/1.1 200 OK\n\n{ "id": 1 }' },
    rank: 3,
    json: bodyOf,
    name: "an HTTP response",
    part: "its body",
  },
  {
    id: "shell-command",
    matches: ({ text }) => /^\s*(?:[$>] )?(?:curl|wget|httpie|xh)\s/.test(text),
    example: { text: "curl -X POST https://example.com/hook -d '{ \"id\": 1 }'", lang: "bash" },
    rank: 2,
    json: dataOf,
    name: "a command",
    part: "its data",
  },
  {
    id: "assignment",
    matches: ({ text }) => text.length <= LONGEST && ASSIGNMENT.test(text) && literalOf(text) !== undefined,
    example: { text: 'const body = { "id": 1 };', lang: "js" },
    rank: 1,
    json: literalOf,
    name: "an assignment",
    part: "its value",
  },
  {
    id: "array",
    matches: ({ text }) =>
      text.length <= LONGEST && /^\s*(?:\[|\{|array\s*\()/.test(text) && withColons(text) !== undefined,
    example: { text: '["id" => 1]', lang: "php" },
    rank: 1,
    json: withColons,
    name: "an array of another language",
    part: "what it holds",
  },
  {
    id: "type-declaration",
    matches: ({ text }) => /^\s*(?:(?:export|declare)\s+)*(?:interface|type|enum)\s+[A-Z]\w*/.test(text),
    example: { text: "interface Thread {\n  id?: string\n}", lang: "ts" },
    name: "a declaration of types",
  },
  {
    id: "program",
    matches: ({ text }) =>
      /^\s*(?:import|export|const|let|var|(?:async )?function|def|class|from|package|using|app\.\w+|require|fetch|await)\b/.test(
        text,
      ),
    example: { text: "app.post('/hook', (request) => request.body)", lang: "js" },
    rank: 4,
    name: "a program",
  },
  {
    id: "other-language",
    matches: ({ text, lang = "" }) => OTHER_LANGUAGES.test(lang) && !/^\s*(?:\/\/[^\r\n]*[\r\n]\s*)*[{[]/.test(text),
    example: { text: "id: 1", lang: "yaml" },
    rank: 4,
    name: "code in another language",
  },
  {
    id: "form",
    matches: ({ text }) => /^\s*[\w.%+[\]-]{1,100}=[^\s&"{}]*(?:\s*&\s*[\w.%+[\]-]{1,100}=[^\s&"{}]*)+\s*$/.test(text),
    example: { text: "event=parcel.sent&id=1" },
    rank: 4,
    name: "a form",
  },
  {
    id: "answer",
    matches: ({ text, lead = "" }) =>
      !/\b(?:action|payload)["']?\s*:/.test(text) &&
      /\b(?:you|your (?:server|endpoint|app|application|service|integration|webhook|code))\b.{0,60}\b(?:answers?|responds?|reply|replies|acknowledges?|returns?)\b|\b(?:respond|reply|answer) with\b/i.test(
        lead,
      ),
    example: { text: '{ "status": "ok" }', lead: "Your server has to answer with:" },
    rank: 3,
    name: "what a receiver answers",
  },
];

function firstLine(text: string): string {
  const start = /^\s*/.exec(text)?.[0].length ?? 0;
  const end = text.slice(start).search(/[\r\n]/);
  return end < 0 ? text.slice(start) : text.slice(start, start + end);
}

function startsWithHeader(text: string): boolean {
  const blank = /\r?\n[ \t]*\r?\n/.exec(text);
  if (blank === null) return false;
  const lines = text.slice(0, blank.index).trim().split(/\r?\n/);
  return lines.every((line) => HEADER.test(line)) && /^\s*[{[]/.test(text.slice(blank.index));
}

/** Lines of headers and nothing else: "X-Signature: abc". */
function isHeadAlone(text: string): boolean {
  const lines = text.trim().split(/\r?\n/, 60);
  return (
    lines.every((line) => /^[A-Za-z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,40}){0,8}:(?: \S.*)?$/.test(line.trim())) &&
    lines.some((line) => /^\s*\w+-[\w-]+:/.test(line))
  );
}

/** What is behind the first blank line; without one, from the first line that opens a body. */
function bodyOf(text: string): string | undefined {
  const blank = /\r?\n[ \t]*\r?\n/.exec(text.trimEnd()) ?? /\n(?=[ \t]*[{[])/.exec(text);
  return blank === null ? undefined : keepFrom(text, blank.index, text.length);
}

function dataOf(text: string): string | undefined {
  const found = /\s(?:-d|--data(?:-raw|-binary|-ascii)?|--json)[\s=]\$?(?:'([^']+)'|"((?:[^"\\]|\\.)+)")/.exec(text);
  const data = found?.[1] ?? found?.[2];
  if (found === null || data === undefined || !/^\s*[{[]/.test(data)) return undefined;
  const start = found.index + found[0].length - 1 - data.length;
  const kept = keepFrom(text, start, start + data.length);
  if (found[1] !== undefined) return kept;
  let quotes = 0;
  return kept.replaceAll('\\"', () => (quotes++ % 2 === 0 ? ' "' : '" '));
}

/** Longer blocks are no literals. */
const LONGEST = 200_000;
const ASSIGNMENT =
  /^\s*(?:<\?php\s+)?(?:(?:export|const|let|var|my|final)\s+)*\$?[A-Za-z_][\w.]{0,80}\s*:?=\s*(?=[{[]|array\s*\()/;

/** The object or list that is all that a program assigns. */
function literalOf(text: string): string | undefined {
  const start = ASSIGNMENT.exec(text)?.[0].length;
  if (start === undefined) return undefined;
  const code = [";", "?>"].reduceRight(
    (rest, mark) => (rest.endsWith(mark) ? rest.slice(0, -mark.length) : rest).trimEnd(),
    text.trimEnd(),
  );
  const kept = keepFrom(code, start, code.length);
  const read = withColons(kept) ?? kept;
  return isOneLiteral(bareOf(read).trim()) ? read : undefined;
}

/** Whether the bracket that opens a text is closed at its end and not before. */
function isOneLiteral(bare: string): boolean {
  let depth = 0;
  for (let at = 0; at < bare.length; at += 1) {
    const mark = bare.charAt(at);
    if ("{[".includes(mark)) depth += 1;
    else if ("}]".includes(mark)) depth -= 1;
    if (depth <= 0) return depth === 0 && at > 0 && at === bare.length - 1;
  }
  return false;
}

const NO_CODE = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|#[^\n]*/g;

/** Strings and comments become blanks. */
function bareOf(text: string): string {
  return text.replace(NO_CODE, (part) => part.replace(/[^\r\n]/g, " "));
}

/** Keys before arrows as JSON has them, `=>` and its brackets; undefined where there is no arrow. */
function withColons(text: string): string | undefined {
  const bare = bareOf(text);
  if (!bare.includes("=>") || /\) {0,3}=>/.test(bare)) return undefined;
  const read = text.split("");
  const open: { readonly at: number; hasKeys: boolean }[] = [];
  for (const { index, 0: mark } of bare.matchAll(
    /\barray\s{0,9}\(|=>|(?<![\w:]):(?=[A-Za-z_]\w{0,80} {0,80}=>)|[[\](){}]/g,
  )) {
    const last = open.at(-1);
    if (mark === ":") read[index] = " ";
    else if (mark === "=>") {
      read[index] = ":";
      read[index + 1] = " ";
      if (last !== undefined) last.hasKeys = true;
    } else if (/[[({]$/.test(mark)) {
      for (let at = index; at < index + mark.length - 1; at += 1) read[at] = " ";
      open.push({ at: index + mark.length - 1, hasKeys: mark === "{" });
    } else if (last !== undefined) {
      read[last.at] = last.hasKeys ? "{" : "[";
      read[index] = last.hasKeys ? "}" : "]";
      open.pop();
    }
  }
  return open.length > 0 ? undefined : read.join("");
}

/** White space before the offset and behind the end: what is kept stays at its place. */
function keepFrom(text: string, start: number, end: number): string {
  return text.slice(0, start).replace(/[^\r\n]/g, " ") + text.slice(start, end);
}
