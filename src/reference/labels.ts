// The words by which the reference labels its tables, rows, columns and sub-headings. A row names what a label means and the
// spellings that the pages use; a new spelling is a new entry. The text reader is given the spellings too, since text copied
// from a page runs table cells together.

export type RowRole = "action" | "push-equivalent";
export type ColumnRole = "name" | "notes" | "presence" | "type";
export type HeadingRole = "specifics" | "payload" | "request" | "response" | "index";

interface LabelRule<Role> {
  readonly role: Role;
  readonly labels: readonly string[];
}

export const rowLabels: readonly LabelRule<RowRole>[] = [
  { role: "action", labels: ["Action"] },
  {
    role: "push-equivalent",
    labels: ["Push equivalent in", "Push equivalents in", "Push equivalent", "Push equivalents"],
  },
];

export const columnLabels: readonly LabelRule<ColumnRole>[] = [
  { role: "name", labels: ["Field", "Fields", "Object", "Parameter", "Parameters", "Property", "Name"] },
  { role: "notes", labels: ["Notes", "Note", "Description", "Descriptions"] },
  { role: "presence", labels: ["Returned", "Required", "Req./Opt.", "Req./Opt", "Optional", "Presence"] },
  { role: "type", labels: ["Data type", "Type"] },
];

export const headingLabels: readonly LabelRule<HeadingRole>[] = [
  { role: "specifics", labels: ["Specifics"] },
  { role: "payload", labels: ["Webhook payload", "Push payload", "Payload"] },
  { role: "request", labels: ["Request"] },
  { role: "response", labels: ["Response"] },
  { role: "index", labels: ["Available webhooks"] },
];

/** Every label, for the reader of copied text. */
export const allLabels: readonly string[] = [...rowLabels, ...columnLabels].flatMap(({ labels }) => labels);

const fold = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/(?<![:*\s])[:*\s]+$/, "")
    .trim()
    .toLowerCase();

function roleIn<Role>(rules: readonly LabelRule<Role>[]): (text: string) => Role | undefined {
  const roles = new Map(rules.flatMap(({ role, labels }) => labels.map((label) => [fold(label), role])));
  return (text) => roles.get(fold(text));
}

export const rowRole = roleIn(rowLabels);
export const columnRole = roleIn(columnLabels);
export const headingRole = roleIn(headingLabels);
