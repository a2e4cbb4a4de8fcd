// Reads TypeScript declarations in code blocks with the compiler's parser, and puts a table of their members in the block's place;
// on a page that shows no JSON at all also a sample whose values name the types. Nothing of a page is ever evaluated.
import type { Code, Heading, PhrasingContent, Root, RootContent, Table, TableRow } from "mdast";
import type { ts as TypeScript } from "ts-morph";
import { type SourceDocument, eachNode, replaceChildren } from "../formats/document.ts";
type Compiler = typeof TypeScript;
type Declaration = TypeScript.InterfaceDeclaration | TypeScript.TypeAliasDeclaration | TypeScript.EnumDeclaration;

const DECLARES = /(?:^|[\s;}])(?:interface|type|enum)\s+[A-Za-z_$]/;
const LANGUAGES = /^(?:ts|tsx|typescript|d\.ts)$/i;
const LONGEST = 200_000;
/** Objects in objects that are followed. */
const DEEPEST = 6;
const MOST_ROWS = 600;

/** The document itself where it declares nothing, and where its declarations can't be read. */
export async function withDeclarations(document: SourceDocument): Promise<SourceDocument> {
  const blocks = declaringBlocks(document.tree);
  if (blocks.length === 0) return document;
  const { ts } = await import("ts-morph");
  const reader = new Reader(ts);
  const declared = new Map<Code, readonly Declaration[]>();
  try {
    for (const block of blocks) declared.set(block, reader.declare(block.value));
    let showsJson = false;
    eachNode(document.tree, (node) => {
      showsJson ||= node.type === "code" && !declared.has(node) && /^\s*[{[]/.test(node.value);
    });
    const children = insert(document.tree.children, declared, reader, !showsJson);
    replaceChildren(document.tree, children);
  } catch (error) {
    if (error instanceof RangeError) return document;
    throw error;
  }
  return document;
}

function declaringBlocks({ children }: Root): readonly Code[] {
  return children.filter(
    (node): node is Code =>
      node.type === "code" &&
      node.value.length <= LONGEST &&
      DECLARES.test(node.value) &&
      (LANGUAGES.test(node.lang ?? "") ||
        ((node.lang ?? "") === "" && /^\s*(?:export\s+|declare\s+)*(?:interface|type|enum)\s/.test(node.value))),
  );
}

function insert(
  children: readonly RootContent[],
  declared: ReadonlyMap<Code, readonly Declaration[]>,
  reader: Reader,
  withSamples: boolean,
): readonly RootContent[] {
  let depth: Heading["depth"] = 1;
  return children.flatMap((node): readonly RootContent[] => {
    if (node.type === "heading") depth = node.depth;
    const own = node.type === "code" ? declared.get(node) : undefined;
    if (node.type !== "code" || own === undefined) return [node];
    const roots = reader.rootsOf(own);
    if (roots.length === 0) return [node];
    const place = node.position === undefined ? {} : { position: node.position };
    return roots.flatMap((root): readonly RootContent[] => {
      const table = tableOf(reader.rowsOf(root), place);
      const level = BELOW[depth];
      const title: readonly RootContent[] =
        roots.length < 2
          ? []
          : [
              {
                type: "heading",
                depth: level,
                children: [{ type: "text", value: root.name.text, ...place }],
                ...place,
              },
            ];
      const sample: readonly RootContent[] = withSamples
        ? [{ type: "code", lang: "json", value: JSON.stringify(reader.sampleOf(root), null, 2), ...place }]
        : [];
      return [...title, ...(table.children.length > 1 ? [table] : []), ...sample];
    });
  });
}

const BELOW = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 6 } as const;

interface MemberRow {
  readonly path: string;
  readonly type: string;
  readonly optional: boolean;
  readonly notes: string;
}

class Reader {
  private readonly known = new Map<string, Declaration>();
  private readonly ts: Compiler;

  constructor(compiler: Compiler) {
    this.ts = compiler;
  }

  declare(text: string): readonly Declaration[] {
    const { ts } = this;
    const source = ts.createSourceFile("page.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    const found = source.statements.filter(
      (node): node is Declaration =>
        ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node),
    );
    for (const one of found) if (!this.known.has(one.name.text)) this.known.set(one.name.text, one);
    return found;
  }

  /** Those of objects that none of the others mentions; a union of them stands for its parts. */
  rootsOf(declarations: readonly Declaration[]): readonly Declaration[] {
    const mentioned = new Set<string>();
    for (const one of declarations) {
      if (this.ts.isTypeAliasDeclaration(one) && this.ts.isUnionTypeNode(one.type)) continue;
      this.mentions(one, one.name.text, mentioned);
    }
    return declarations.filter((one) => !mentioned.has(one.name.text) && this.membersOf(one).length > 0);
  }

  private mentions(node: TypeScript.Node, own: string, into: Set<string>): void {
    const open: TypeScript.Node[] = [node];
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      if (this.ts.isTypeReferenceNode(here) && this.ts.isIdentifier(here.typeName) && here.typeName.text !== own)
        into.add(here.typeName.text);
      if (this.ts.isExpressionWithTypeArguments(here) && this.ts.isIdentifier(here.expression))
        into.add(here.expression.text);
      here.forEachChild((child) => {
        open.push(child);
      });
    }
  }

  rowsOf(root: Declaration): readonly MemberRow[] {
    const rows: MemberRow[] = [];
    this.addRows(this.membersOf(root), "", false, [root.name.text], rows);
    return rows;
  }

  private addRows(
    members: readonly TypeScript.PropertySignature[],
    above: string,
    isLoose: boolean,
    within: readonly string[],
    rows: MemberRow[],
  ): void {
    for (const member of members) {
      const name = this.nameOf(member);
      if (name === undefined || rows.length >= MOST_ROWS) continue;
      const path = above === "" ? name : `${above}.${name}`;
      const { type } = member;
      const isAbsent =
        type !== undefined && this.parts(type).some(({ kind }) => kind === this.ts.SyntaxKind.UndefinedKeyword);
      rows.push({
        path,
        type: type === undefined ? "any" : this.words(type, 0),
        optional: isLoose || member.questionToken !== undefined || isAbsent,
        notes: this.notesOf(member),
      });
      if (type === undefined || within.length > DEEPEST) continue;
      const objects = this.objectsIn(type, within);
      for (const { node, inList } of objects) {
        const named = this.referred(node)?.name.text;
        const inside = named === undefined ? [...within, ""] : [...within, named];
        this.addRows(this.membersOfType(node), inList ? `${path}[]` : path, objects.length > 1, inside, rows);
      }
    }
  }

  /** The objects that a type leads to, through lists and unions; one that is being described already is left. */
  private objectsIn(
    type: TypeScript.TypeNode,
    within: readonly string[],
  ): readonly { node: TypeScript.TypeNode; inList: boolean }[] {
    return this.parts(type).flatMap((part) => {
      const item = this.itemOf(part);
      const node = item ?? part;
      const name = this.referred(node)?.name.text;
      if (name !== undefined && within.includes(name)) return [];
      if (item !== undefined && this.parts(item).length > 1)
        return this.objectsIn(item, within).map((one) => ({ ...one, inList: true }));
      return this.membersOfType(node).length > 0 ? [{ node, inList: item !== undefined }] : [];
    });
  }

  private parts(type: TypeScript.TypeNode): readonly TypeScript.TypeNode[] {
    const bare = this.bare(type);
    if (this.ts.isUnionTypeNode(bare)) return bare.types.flatMap((one) => this.parts(one));
    const alias = this.referred(bare);
    return alias !== undefined &&
      this.ts.isTypeAliasDeclaration(alias) &&
      this.ts.isUnionTypeNode(this.bare(alias.type))
      ? this.parts(alias.type)
      : [bare];
  }

  private bare(type: TypeScript.TypeNode): TypeScript.TypeNode {
    if (this.ts.isParenthesizedTypeNode(type)) return this.bare(type.type);
    return this.ts.isTypeOperatorNode(type) && type.operator === this.ts.SyntaxKind.ReadonlyKeyword
      ? this.bare(type.type)
      : type;
  }

  private itemOf(type: TypeScript.TypeNode): TypeScript.TypeNode | undefined {
    if (this.ts.isArrayTypeNode(type)) return this.bare(type.elementType);
    const [argument] = this.ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
    return argument !== undefined && /^(?:Readonly)?(?:Array|Set)$/.test(this.reference(type) ?? "")
      ? this.bare(argument)
      : undefined;
  }

  private reference(type: TypeScript.TypeNode): string | undefined {
    return this.ts.isTypeReferenceNode(type) && this.ts.isIdentifier(type.typeName) ? type.typeName.text : undefined;
  }

  private referred(type: TypeScript.TypeNode): Declaration | undefined {
    const name = this.reference(type);
    return name === undefined ? undefined : this.known.get(name);
  }

  private membersOf(one: Declaration, depth = 0): readonly TypeScript.PropertySignature[] {
    if (depth > DEEPEST || this.ts.isEnumDeclaration(one)) return [];
    if (this.ts.isTypeAliasDeclaration(one)) return this.membersOfType(one.type, depth + 1);
    const bases = (one.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression));
    const inherited = bases.flatMap((base) => {
      const known = this.ts.isIdentifier(base) ? this.known.get(base.text) : undefined;
      return known === undefined ? [] : this.membersOf(known, depth + 1);
    });
    return this.merged([...inherited, ...one.members.filter(this.ts.isPropertySignature)]);
  }

  private membersOfType(type: TypeScript.TypeNode, depth = 0): readonly TypeScript.PropertySignature[] {
    if (depth > DEEPEST) return [];
    const bare = this.bare(type);
    if (this.ts.isTypeLiteralNode(bare)) return bare.members.filter(this.ts.isPropertySignature);
    if (this.ts.isIntersectionTypeNode(bare))
      return this.merged(bare.types.flatMap((one) => this.membersOfType(one, depth + 1)));
    const known = this.referred(bare);
    return known === undefined ? [] : this.membersOf(known, depth + 1);
  }

  /** The later of two with one name counts. */
  private merged(members: readonly TypeScript.PropertySignature[]): readonly TypeScript.PropertySignature[] {
    return [...new Map(members.map((member) => [this.nameOf(member), member])).values()];
  }

  private nameOf({ name }: TypeScript.PropertySignature): string | undefined {
    const text = this.ts.isIdentifier(name) || this.ts.isStringLiteral(name) ? name.text : undefined;
    return text !== undefined && /^[A-Za-z_$@][\w$-]*$/.test(text) ? text : undefined;
  }

  private notesOf(member: TypeScript.PropertySignature): string {
    const said = this.ts
      .getJSDocCommentsAndTags(member)
      .map((one) => (this.ts.isJSDoc(one) ? (this.ts.getTextOfJSDocComment(one.comment) ?? "") : ""));
    return said.join(" ").replace(/\s+/g, " ").trim();
  }

  /** The type as a cell of a table says it. */
  private words(type: TypeScript.TypeNode, depth: number): string {
    const { SyntaxKind } = this.ts;
    const words = this.parts(type)
      .filter(({ kind }) => kind !== SyntaxKind.UndefinedKeyword)
      .map((part): string => {
        if (this.ts.isLiteralTypeNode(part))
          return part.literal.kind === SyntaxKind.NullKeyword ? "null" : part.literal.getText();
        const item = this.itemOf(part);
        if (item !== undefined) {
          const inner = depth > DEEPEST ? "any" : this.words(item, depth + 1);
          return inner === "object" ? "array of objects" : `array<${inner}>`;
        }
        const known = this.referred(part);
        if (known !== undefined && this.ts.isEnumDeclaration(known)) return this.valuesOf(known);
        if (known !== undefined && this.ts.isTypeAliasDeclaration(known) && this.membersOf(known).length === 0)
          return depth > DEEPEST ? "any" : this.words(known.type, depth + 1);
        if (known !== undefined || this.membersOfType(part).length > 0 || this.ts.isTypeLiteralNode(part))
          return "object";
        const name = this.reference(part);
        if (name === "Date") return "date-time";
        if (name === "Record" && this.ts.isTypeReferenceNode(part)) {
          const [, values] = part.typeArguments ?? [];
          return values === undefined || depth > DEEPEST ? "object" : `map<string, ${this.words(values, depth + 1)}>`;
        }
        return name ?? part.getText();
      });
    return [...new Set(words)].join(" | ");
  }

  private valuesOf({ members }: TypeScript.EnumDeclaration): string {
    const values = members.map(({ initializer, name }, index) =>
      initializer === undefined
        ? String(index)
        : this.ts.isLiteralExpression(initializer)
          ? initializer.getText()
          : JSON.stringify(name.getText()),
    );
    return values.join(" | ");
  }

  sampleOf(root: Declaration): unknown {
    return this.objectOf(this.membersOf(root), [root.name.text]);
  }

  private objectOf(members: readonly TypeScript.PropertySignature[], within: readonly string[]): unknown {
    return Object.fromEntries(
      members.flatMap((member) => {
        const name = this.nameOf(member);
        if (name === undefined || name === "__proto__" || member.questionToken !== undefined) return [];
        return [[name, member.type === undefined ? "object" : this.valueOf(member.type, within)] as const];
      }),
    );
  }

  private valueOf(type: TypeScript.TypeNode, within: readonly string[]): unknown {
    const { SyntaxKind } = this.ts;
    const parts = this.parts(type);
    const isNull = (part: TypeScript.TypeNode): boolean =>
      this.ts.isLiteralTypeNode(part) && part.literal.kind === SyntaxKind.NullKeyword;
    const part = parts.find((one) => !isNull(one) && one.kind !== SyntaxKind.UndefinedKeyword);
    const nulled = parts.some(isNull) ? " / null" : "";
    if (part === undefined) return null;
    const literals = parts.flatMap((one) =>
      this.ts.isLiteralTypeNode(one) && this.ts.isStringLiteral(one.literal) ? [one.literal.text] : [],
    );
    if (literals.length > 1)
      return literals.every((one) => /^[\w-]+$/.test(one))
        ? `string - ${literals.join("/")}${nulled}`
        : `string${nulled}`;
    if (this.ts.isLiteralTypeNode(part)) {
      const { literal } = part;
      if (this.ts.isStringLiteral(literal)) return literal.text;
      return this.ts.isNumericLiteral(literal) ? Number(literal.text) : literal.kind === SyntaxKind.TrueKeyword;
    }
    const item = this.itemOf(part);
    if (item !== undefined) return within.length > DEEPEST ? [] : [this.valueOf(item, within)];
    const name = this.reference(part);
    const members = this.membersOfType(part);
    if (members.length > 0 || this.ts.isTypeLiteralNode(part)) {
      if (within.length > DEEPEST || (name !== undefined && within.includes(name))) return {};
      return this.objectOf(members, [...within, name ?? ""]);
    }
    const known = this.referred(part);
    if (known !== undefined && this.ts.isTypeAliasDeclaration(known) && within.length <= DEEPEST)
      return this.valueOf(known.type, [...within, ""]);
    if (known !== undefined && this.ts.isEnumDeclaration(known)) return "string";
    switch (part.kind) {
      case SyntaxKind.StringKeyword:
        return `string${nulled}`;
      case SyntaxKind.NumberKeyword:
      case SyntaxKind.BigIntKeyword:
        return `number${nulled}`;
      case SyntaxKind.BooleanKeyword:
        return `boolean${nulled}`;
      default:
        return name === "Date" ? `datetime${nulled}` : {};
    }
  }
}

function tableOf(rows: readonly MemberRow[], place: Pick<Table, "position">): Table {
  const cell = (children: readonly PhrasingContent[]): TableRow["children"][number] => ({
    type: "tableCell",
    children: [...children],
    ...place,
  });
  const text = (value: string): readonly PhrasingContent[] => (value === "" ? [] : [{ type: "text", value, ...place }]);
  const head: TableRow = {
    type: "tableRow",
    children: ["Field", "Type", "Required", "Description"].map((label) => cell(text(label))),
    ...place,
  };
  const body = rows.map(({ path, type, optional, notes }): TableRow => ({
    type: "tableRow",
    children: [
      cell([{ type: "inlineCode", value: path, ...place }]),
      cell(text(type)),
      cell(text(optional ? "optional" : "required")),
      cell(text(notes)),
    ],
    ...place,
  }));
  return { type: "table", align: [], children: [head, ...body], ...place };
}
