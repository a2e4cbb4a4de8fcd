// Components that describe one member each, by their attributes: `<Param name="id" type="string" required>Words</Param>`. Those that
// stand together become a table; one inside of another is a member of it, whatever folds it away (`<Expandable>`, `<Accordion>`).
import type { Nodes, PhrasingContent, Root, RootContent, Table, TableRow } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { eachNode, replaceChildren } from "../document.ts";
import { stringLiteral } from "./jsx-tags.ts";
type Jsx = MdxJsxFlowElement | MdxJsxTextElement;

/** Attributes that hold the member's name, and others that make an element one that describes a member. */
const NAMES = ["name", "path", "body", "query", "field", "property", "attribute", "prop"];
const ELEMENT = /param|field|propert|attribute|\bprop\b|schema|member/i;
const MEMBER = /^[A-Za-z_$@][\w$-]*(?:\.[\w$-]+|\[[\w*]*\])*\??$/;
const DEEPEST = 12;

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly required: boolean | undefined;
  readonly notes: readonly PhrasingContent[];
  readonly inner: readonly Parameter[];
  /** What is no words of its own: code blocks. */
  readonly rest: readonly RootContent[];
  readonly node: Jsx;
}

/** Changes the tree in place. */
export function tabulateParameters(tree: Root): void {
  const marks = saysRequired(tree);
  const open: Extract<Nodes, { children: unknown }>[] = [tree];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const kept: Nodes[] = [];
    let run: Parameter[] = [];
    const close = (): void => {
      if (run.length > 0) kept.push(tableOf(run, marks), ...run.flatMap(restOf));
      run = [];
    };
    for (const child of parent.children) {
      const parameter = isJsx(child) ? parameterOf(child, 0) : undefined;
      if (parameter !== undefined) run.push(parameter);
      else if (run.length === 0 || child.type !== "text" || child.value.trim() !== "") {
        close();
        kept.push(child);
        if ("children" in child) open.push(child);
      }
    }
    if (
      run.length === 0 &&
      kept.every((node, index) => node === parent.children[index]) &&
      kept.length === parent.children.length
    )
      continue;
    close();
    replaceChildren(parent, kept);
  }
}

/** Where one element of a page says that its member is required, those that don't say so may be missing. */
function saysRequired(tree: Root): boolean {
  let found = false;
  eachNode(tree, (node) => {
    found ||=
      isJsx(node) &&
      node.attributes.some((one) => one.type === "mdxJsxAttribute" && one.name === "required" && one.value !== "false");
  });
  return found;
}

function isJsx(node: Nodes): node is Jsx {
  return node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
}

function parameterOf(node: Jsx, depth: number): Parameter | undefined {
  const attributes = new Map<string, string | boolean>();
  for (const attribute of node.attributes) {
    if (attribute.type !== "mdxJsxAttribute") continue;
    const { name, value } = attribute;
    if (value === null || value === undefined) attributes.set(name, true);
    else if (typeof value === "string") attributes.set(name, value);
    else {
      const literal = stringLiteral(value.value) ?? value.value.trim();
      attributes.set(name, literal === "true" ? true : literal === "false" ? false : literal);
    }
  }
  const name = NAMES.map((one) => attributes.get(one)).find((value) => typeof value === "string");
  const type = attributes.get("type") ?? attributes.get("dataType");
  const isOne =
    typeof type === "string" ||
    (ELEMENT.test(node.name ?? "") && (attributes.has("required") || attributes.has("optional")));
  if (typeof name !== "string" || !MEMBER.test(name) || !isOne || depth > DEEPEST) return undefined;
  const notes: PhrasingContent[] = [];
  const inner: Parameter[] = [];
  const rest: RootContent[] = [];
  collect(node.children, depth, { notes, inner, rest });
  for (const label of ["description", "default", "deprecated", "enum"]) {
    const said = attributes.get(label);
    if (said === undefined || said === false) continue;
    const words =
      label === "description" ? String(said) : label === "deprecated" ? "Deprecated." : `${label}: ${String(said)}`;
    notes.push({ type: "text", value: `${notes.length > 0 ? " " : ""}${words}`, ...placeOf(node) });
  }
  const nullable = attributes.get("nullable") === true ? " or null" : "";
  const required = attributes.get("required");
  return {
    name,
    type: typeof type === "string" ? `${type}${nullable}` : "",
    required:
      typeof required === "boolean"
        ? required
        : required === "true"
          ? true
          : attributes.has("optional")
            ? false
            : undefined,
    ...{ notes, inner, rest, node },
  };
}

interface Collected {
  readonly notes: PhrasingContent[];
  readonly inner: Parameter[];
  readonly rest: RootContent[];
}

function collect(children: readonly Nodes[], depth: number, into: Collected): void {
  if (depth > DEEPEST) return;
  for (const child of children) {
    const parameter = isJsx(child) ? parameterOf(child, depth + 1) : undefined;
    if (parameter !== undefined) into.inner.push(parameter);
    else if (child.type === "code") into.rest.push(child);
    else if (child.type === "paragraph" || isJsx(child) || child.type === "list" || child.type === "listItem") {
      if (into.notes.length > 0 && child.type !== "mdxJsxTextElement") into.notes.push({ type: "break" });
      collect(child.children, depth + 1, into);
    } else if (isPhrasing(child)) into.notes.push(child);
  }
}

const PHRASING = new Set(["text", "inlineCode", "emphasis", "strong", "delete", "link", "break"]);

function isPhrasing(node: Nodes): node is PhrasingContent {
  return PHRASING.has(node.type);
}

function restOf({ rest, inner }: Parameter): readonly RootContent[] {
  return [...rest, ...inner.flatMap(restOf)];
}

function tableOf(parameters: readonly Parameter[], marks: boolean): Table {
  const rows: TableRow[] = [];
  const add = ({ name, type, required, notes, inner, node }: Parameter, above: string): void => {
    const path = above === "" ? name : `${above}.${name}`;
    const presence = required === undefined ? (marks ? "optional" : "") : required ? "required" : "optional";
    rows.push(row([{ type: "inlineCode", value: path, ...placeOf(node) }], type, presence, notes, node));
    const isList = /\[\]|array|list/i.test(type);
    for (const one of inner) add(one, isList ? `${path}[]` : path);
  };
  for (const one of parameters) add(one, "");
  const [first] = parameters;
  const place = first === undefined ? {} : placeOf(first.node);
  const head: TableRow = {
    type: "tableRow",
    children: ["Field", "Type", "Required", "Description"].map((value) => ({
      type: "tableCell",
      children: [{ type: "text", value, ...place }],
      ...place,
    })),
    ...place,
  };
  return { type: "table", align: [], children: [head, ...rows], ...place };
}

function row(
  name: readonly PhrasingContent[],
  type: string,
  presence: string,
  notes: readonly PhrasingContent[],
  node: Jsx,
): TableRow {
  const place = placeOf(node);
  const words = (value: string): PhrasingContent[] => (value === "" ? [] : [{ type: "text", value, ...place }]);
  const cells: (readonly PhrasingContent[])[] = [name, words(type), words(presence), notes];
  return {
    type: "tableRow",
    children: cells.map((children) => ({ type: "tableCell", children: [...children], ...place })),
    ...place,
  };
}

function placeOf(node: Nodes): { readonly position: NonNullable<Nodes["position"]> } | Record<string, never> {
  return node.position === undefined ? {} : { position: node.position };
}
