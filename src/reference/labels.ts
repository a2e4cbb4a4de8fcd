// The words by which the reference labels its tables, rows, columns and sub-headings. A row names what a label means and the
// spellings that the pages use; a new spelling is a new entry. The text reader is given the spellings too, since text copied
// from a page runs table cells together.

export type RowRole = "action" | "push-equivalent";
export type ColumnRole =
  "name" | "notes" | "presence" | "type" | "webhooks" | "default" | "example" | "values" | "nullable";
export type ColumnSide = "request" | "response";
export type HeadingRole = "specifics" | "payload" | "request" | "response" | "index";

interface LabelRule<Role> {
  readonly role: Role;
  readonly labels: readonly string[];
  /** Words that label a column only where a table is marked as one: in copied text they may be anything. */
  readonly inTables?: readonly string[];
}

export const rowLabels: readonly LabelRule<RowRole>[] = [
  { role: "action", labels: ["Action"] },
  {
    role: "push-equivalent",
    labels: ["Push equivalent in", "Push equivalents in", "Push equivalent", "Push equivalents"],
  },
];

export const columnLabels: readonly LabelRule<ColumnRole>[] = [
  {
    role: "name",
    labels: ["Field", "Fields", "Object", "Parameter", "Parameters", "Property", "Name"],
    inTables: [
      ...["Properties", "Key", "Keys", "Variable", "Element", "Attribute", "Attributes", "Member", "Param"],
      ...["Field name", "Property name", "Parameter name", "Attribute name"],
    ],
  },
  {
    role: "notes",
    labels: ["Notes", "Note", "Description", "Descriptions"],
    inTables: [
      "Meaning",
      "Details",
      "Comment",
      "Comments",
      "Explanation",
      "Info",
      "Specification",
      "Definition",
      "Remarks",
      "Remark",
      "Summary",
      "Purpose",
    ],
  },
  {
    role: "presence",
    labels: ["Returned", "Required", "Req./Opt.", "Req./Opt", "Optional", "Presence"],
    inTables: [
      ...["Required?", "Optional?", "Mandatory", "Mandatory?", "Req", "Req?", "M/O", "R/O", "O/M", "O/R"],
      ...["Required/Optional", "Required / Optional", "Optional/Required", "Mandatory/Optional", "Use"],
      ...["Always present", "Always present?", "Always sent", "Always included", "Present?", "Included", "Included?"],
      ...["Available", "Availability", "Occurrence", "Occurrences", "Occurs", "Cardinality", "Multiplicity"],
      ...["Can be missing", "Can be absent", "Can be omitted", "May be missing", "May be absent", "May be omitted"],
    ],
  },
  { role: "type", labels: ["Data type", "Type"], inTables: ["Datatype", "Types", "Format"] },
  { role: "default", labels: [], inTables: ["Default", "Defaults", "Default value"] },
  { role: "example", labels: [], inTables: ["Example", "Examples", "Example value", "Sample value"] },
  { role: "nullable", labels: [], inTables: ["Nullable", "Nullable?", "Can be null", "Can be null?"] },
  {
    role: "values",
    labels: [],
    inTables: [
      "Possible values",
      "Allowed values",
      "Valid values",
      "Accepted values",
      "Supported values",
      "Enum values",
    ],
  },
  {
    role: "webhooks",
    labels: [],
    inTables: ["Events", "Event types", "Webhooks", "Topics", "Sent with", "Sent for", "Sent on", "Applies to"],
  },
];

export const headingLabels: readonly LabelRule<HeadingRole>[] = [
  { role: "specifics", labels: ["Specifics"] },
  { role: "payload", labels: ["Webhook payload", "Push payload", "Payload"] },
  { role: "request", labels: partsOf("Request") },
  { role: "response", labels: partsOf("Response") },
  { role: "index", labels: ["Available webhooks"] },
];

/** Labels of presence that say as well which way the values go. */
export const sideLabels: readonly LabelRule<ColumnSide>[] = [
  { role: "response", labels: ["Returned"] },
  { role: "request", labels: ["Required", "Req./Opt.", "Req./Opt"] },
];

/** "Request" by itself, and with a word for what it holds. */
function partsOf(label: string): readonly string[] {
  const words = ["fields", "body", "parameters", "properties", "attributes", "payload", "data", "object", "schema"];
  return [label, ...words.map((word) => `${label} ${word}`)];
}

/** Every label, for the reader of copied text. */
export const allLabels: readonly string[] = [...rowLabels, ...columnLabels].flatMap(({ labels }) => labels);

const fold = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/(?<![:*\s])[:*\s]+$/, "")
    .trim()
    .toLowerCase();

function roleIn<Role>(rules: readonly LabelRule<Role>[]): (text: string) => Role | undefined {
  const roles = new Map(
    rules.flatMap(({ role, labels, inTables = [] }) => [...labels, ...inTables].map((label) => [fold(label), role])),
  );
  return (text) => roles.get(fold(text));
}

export const rowRole = roleIn(rowLabels);
export const columnRole = roleIn(columnLabels);
export const columnSide = roleIn(sideLabels);
export const headingRole = roleIn(headingLabels);
