// One page in each of the four formats: the same sections, tables and samples, written as authors of that format write them.
export type Format = "markdown" | "mdx" | "html" | "text";

export interface SectionText {
  readonly name: string;
  readonly description?: string;
  /** What the Specifics table calls the action; the name where absent. */
  readonly action?: string;
  /** Rows of the payload's table: field, notes. */
  readonly rows?: readonly (readonly [string, string])[];
  /** The whole body, defects and all. */
  readonly sample?: string;
}

export interface PageText {
  readonly title?: string;
  readonly group?: string;
  readonly sections: readonly SectionText[];
}

export const formats: readonly Format[] = ["markdown", "mdx", "html", "text"];

export const endings: Readonly<Record<Format, string>> = { markdown: "md", mdx: "mdx", html: "html", text: "txt" };

export interface PrintOptions {
  /** Words go in as they are, markup and all, instead of being escaped as the format would have it. */
  readonly raw?: boolean;
}

export function printPage(page: PageText, format: Format, { raw = false }: PrintOptions = {}): string {
  const writer = writers[format](raw);
  const { title = "Webhooks", group = "Parcels", sections } = page;
  return writer.page([
    writer.heading(1, title),
    writer.heading(2, group),
    ...sections.map((section) => printSection(section, writer)),
  ]);
}

interface Writer {
  readonly heading: (level: number, text: string) => string;
  readonly paragraph: (text: string) => string;
  readonly table: (rows: readonly (readonly [string, string])[], header?: readonly [string, string]) => string;
  readonly code: (text: string) => string;
  readonly page: (blocks: readonly string[]) => string;
}

function printSection({ name, description, action = name, rows = [], sample }: SectionText, writer: Writer): string {
  return [
    writer.heading(3, name),
    ...(description === undefined ? [] : [writer.paragraph(description)]),
    writer.heading(4, "Specifics"),
    writer.table([["Action", action]]),
    writer.heading(4, "Webhook payload"),
    ...(rows.length === 0 ? [] : [writer.table(rows, ["Field", "Notes"])]),
    ...(sample === undefined ? [] : [writer.code(sample)]),
  ].join("\n\n");
}

const writers: Readonly<Record<Format, (raw: boolean) => Writer>> = {
  markdown: (raw) => markdownWriter(raw ? plain : escapeMarkdown),
  mdx: (raw) => markdownWriter(raw ? plain : escapeMarkdown),
  html: (raw) => htmlWriter(raw ? plain : escapeHtml),
  text: () => textWriter,
};

function markdownWriter(escape: (text: string) => string): Writer {
  const row = (cells: readonly [string, string]): string => `| ${cells.map(escape).join(" | ")} |`;
  return {
    heading: (level, text) => `${"#".repeat(level)} ${escape(text)}`,
    paragraph: escape,
    table: (rows, header) =>
      [header === undefined ? "|   |   |" : row(header), "| --- | --- |", ...rows.map(row)].join("\n"),
    code: (text) => `\`\`\`json\n${text}\n\`\`\``,
    page: (blocks) => `${blocks.join("\n\n")}\n`,
  };
}

function htmlWriter(escape: (text: string) => string): Writer {
  const row = (cell: string, [left, right]: readonly [string, string]): string =>
    `<tr><${cell}>${escape(left)}</${cell}><${cell}>${escape(right)}</${cell}></tr>`;
  return {
    heading: (level, text) => `<h${level}>${escape(text)}</h${level}>`,
    paragraph: (text) => `<p>${escape(text)}</p>`,
    table: (rows, header) =>
      `<table>${header === undefined ? "" : `<thead>${row("th", header)}</thead>`}<tbody>${rows.map((cells) => row("td", cells)).join("\n")}</tbody></table>`,
    code: (text) => `<pre><code class="language-json">${escape(text)}</code></pre>`,
    page: (blocks) =>
      `<!doctype html><html><head><title>Webhooks</title></head><body><main><article>\n${blocks.join("\n")}\n</article></main></body></html>\n`,
  };
}

const textWriter: Writer = {
  heading: (_, text) => oneLine(text),
  paragraph: oneLine,
  table: (rows, header) =>
    [
      ...(header === undefined ? [] : [`${header.join(" | ")} |`, "---|---|"]),
      ...rows.map((cells) => `${cells.map(oneLine).join(" | ")} |`),
    ].join("\n"),
  code: plain,
  page: (blocks) => `${["Webhooks", ...blocks.slice(1)].join("\n").replaceAll("\n\n", "\n")}\n`,
};

function plain(text: string): string {
  return text;
}

/** What is copied from a cell or a heading holds no line end. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
