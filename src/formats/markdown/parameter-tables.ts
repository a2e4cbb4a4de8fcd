// Components that describe one member each, by their attributes: `<Param name="id" type="string" required>Words</Param>`. Those that
// follow each other become a table; one inside of another is a member of it, whatever folds it away (`<Expandable>`, `<Accordion>`).
import type { Nodes, Parents, PhrasingContent, Root, RootContent } from "mdast";
import { eachNode, placeOf, replaceChildren } from "../document.ts";
import { type TabledMember, tableOf } from "../member-table.ts";
import { attributesOf, isJsx, type Jsx } from "./jsx-tags.ts";

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
  const open: Parents[] = [tree];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const kept: Nodes[] = [];
    let run: Parameter[] = [];
    const close = (): void => {
      const [first] = run;
      if (first !== undefined) kept.push(tableOf(tabled(run, marks), first.node), ...run.flatMap(restOf));
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

function parameterOf(node: Jsx, depth: number): Parameter | undefined {
  const { attributes, expressions, bare } = attributesOf(node);
  const valueOf = (name: string): string | undefined => attributes.get(name) ?? expressions.get(name)?.trim();
  const saidOf = (name: string): string | undefined => (bare.has(name) ? "true" : valueOf(name));
  const name = NAMES.map(valueOf).find((value) => value !== undefined);
  const type = valueOf("type") ?? valueOf("dataType");
  const [required, optional] = [saidOf("required"), saidOf("optional")];
  const saysPresence = required !== undefined || optional !== undefined;
  const isOne = type !== undefined || (ELEMENT.test(node.name ?? "") && saysPresence);
  if (name === undefined || !MEMBER.test(name) || !isOne || depth > DEEPEST) return undefined;
  const notes: PhrasingContent[] = [];
  const inner: Parameter[] = [];
  const rest: RootContent[] = [];
  collect(node.children, depth, { notes, inner, rest });
  for (const label of ["description", "default", "deprecated", "enum"]) {
    const said = saidOf(label);
    if (said === undefined || (said === "false" && label === "deprecated")) continue;
    const words = label === "description" ? said : label === "deprecated" ? "Deprecated." : `${label}: ${said}`;
    notes.push({ type: "text", value: `${notes.length > 0 ? " " : ""}${words}`, ...placeOf(node) });
  }
  const nullable = saidOf("nullable") === "true" ? " or null" : "";
  return {
    ...{ name, type: type === undefined ? "" : `${type}${nullable}` },
    ...{ required: saysPresence ? required === "true" : undefined, notes, inner, rest, node },
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

function tabled(parameters: readonly Parameter[], marks: boolean): readonly TabledMember[] {
  const members: TabledMember[] = [];
  const add = ({ name, type, required, notes, inner, node }: Parameter, above: string): void => {
    const path = above === "" ? name : `${above}.${name}`;
    const presence = required === undefined ? (marks ? "optional" : "") : required ? "required" : "optional";
    members.push({ path, type, presence, notes, node });
    const isList = /\[\]|\b(?:array|list)s?\b/i.test(type);
    for (const one of inner) add(one, isList ? `${path}[]` : path);
  };
  for (const one of parameters) add(one, "");
  return members;
}
