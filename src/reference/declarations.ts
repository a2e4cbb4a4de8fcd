// Reads TypeScript types in code blocks with the compiler's checker, and puts a table of their members in the block's place, and,
// where the section shows no JSON, a sample whose values name the types. Nothing of a page is ever evaluated.
import type { Code, Heading, RootContent } from "mdast";
import type { ts as TypeScript } from "ts-morph";
import { toString as textOf } from "mdast-util-to-string";
import { placeOf, type SourceDocument, replaceChildren } from "../formats/document.ts";
import { headingOf, type TabledMember, tableOf } from "../formats/member-table.ts";
import { report, type Finding } from "../source/finding.ts";
import { lineTextAt, linesOf, locate, type SourceRun } from "../source/line-index.ts";
import { lowerFirst } from "../source/wording.ts";
import { isWireSpelled, mayNameEvent, wordsOf } from "./anatomy/name-rules.ts";
import { typeOfSchema, webhooksOfOpenApi } from "./json-schema-block.ts";

type Compiler = typeof TypeScript;
type Declaration = TypeScript.InterfaceDeclaration | TypeScript.TypeAliasDeclaration | TypeScript.EnumDeclaration;

const DECLARES = /(?:^|[\s;}])(?:interface|type|enum)\s+[A-Za-z_$]/;
const LANGUAGES = /^(?:ts|tsx|typescript|d\.ts)$/i;
/** Where nothing says in what language a block is: it begins with a declaration, or comments above one. */
const UNLABELLED =
  /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:export\s+|declare\s+)*(?:interface|type|enum)\s+[A-Za-z_$][\w$]*\s*[<={]|^(?:\s|\/\/[^\n]*\n)*(?:export\s+|declare\s+)*interface\s/;
const LONGEST = 200_000;
/** Objects in objects that are followed. */
const DEEPEST = 6;
const MOST_ROWS = 600;

/** Changes the tree in place, unless it declares nothing, or its declarations can't be read; gives where they are no TypeScript. */
export async function withDeclarations(document: SourceDocument): Promise<readonly Finding[]> {
  const children = withWebhooks(document.tree.children);
  const blocks = children.filter(mayDeclare);
  if (blocks.length === 0) return [];
  replaceChildren(document.tree, children);
  const { ts } = await import("ts-morph");
  try {
    const reader = new Reader(ts, blocks, codesTogether(children));
    replaceChildren(document.tree, insert(document, reader));
    return reader.findings;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
}

/** A section for each webhook in place of an OpenAPI document. */
function withWebhooks(children: readonly RootContent[]): readonly RootContent[] {
  let depth: Heading["depth"] = 1;
  return children.flatMap((node): readonly RootContent[] => {
    if (node.type === "heading") depth = node.depth;
    const webhooks = node.type === "code" && node.value.length <= LONGEST ? webhooksOfOpenApi(node.value) : [];
    return webhooks.length === 0
      ? [node]
      : webhooks.flatMap(({ name, type }, index): readonly RootContent[] => [
          headingOf(name, BELOW[depth], node),
          ...(type === undefined
            ? []
            : [
                {
                  type: "code",
                  lang: "ts",
                  value: `type Webhook${String(index)} = ${type};`,
                  ...placeOf(node),
                } as const,
              ]),
        ]);
  });
}

function mayDeclare(node: RootContent): node is Code {
  if (node.type !== "code" || node.value.length > LONGEST) return false;
  if (typeOfSchema(node.value) !== undefined) return true;
  if (LANGUAGES.test(node.lang ?? "")) return DECLARES.test(node.value) || /^\s*\{/.test(node.value);
  return (node.lang ?? "") === "" && UNLABELLED.test(node.value);
}

/** The code spans of each paragraph, item and row: a name beside a type there is of that type. */
function codesTogether(children: readonly RootContent[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const open: { readonly node: RootContent; readonly codes: string[] }[] = children.map((node) => ({
    node,
    codes: [],
  }));
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const { node, codes } = here;
    if (node.type === "inlineCode") codes.push(node.value);
    if (!("children" in node)) continue;
    const isGroup =
      node.type === "listItem" || node.type === "tableRow" || (node.type === "paragraph" && codes.length === 0);
    const inner = isGroup ? [] : codes;
    if (isGroup) groups.push(inner);
    for (const child of node.children) open.push({ node: child, codes: inner });
  }
  return groups;
}

function insert({ file, text, tree: { children } }: SourceDocument, reader: Reader): readonly RootContent[] {
  const isHeading = ({ type }: RootContent): boolean => type === "heading";
  const inTables = typesInTables(children);
  let depth: Heading["depth"] = 1;
  return children.flatMap((node, index): readonly RootContent[] => {
    if (node.type === "heading") depth = node.depth;
    const shapes = node.type === "code" ? reader.shapesOf(node) : [];
    if (shapes.length === 0) return node.type === "code" && reader.isPart(node) ? [] : [node];
    const end = children.slice(index).findIndex(isHeading);
    const section = children.slice(
      children.slice(0, index).findLastIndex(isHeading) + 1,
      end < 0 ? undefined : index + end,
    );
    const showsJson = section.some(
      (other) => other.type === "code" && /^\s*[{[]/.test(other.value) && reader.shapesOf(other).length === 0,
    );
    // A heading of its own would hold what comes behind it too.
    const areHeaded = section.some((other) => other.type === "code" && reader.shapesOf(other).length > 1);
    return shapes.flatMap((shape): readonly RootContent[] => {
      const rows = reader.rowsOf(shape).map((row) => ({ ...row, node }));
      const value = JSON.stringify(reader.sampleOf(shape), null, 2);
      const source = { file, text, runs: runsOf(value, text, node.position?.start.offset ?? 0) };
      const data = { source, declared: true } as const;
      return [
        ...(areHeaded || inTables.has(shape.title) ? [headingOf(shape.title, BELOW[depth], node)] : []),
        ...(rows.length === 0 ? [] : [tableOf(rows, node)]),
        ...(showsJson || shape.isEnvelope === true
          ? []
          : [{ type: "code", lang: "json", value, data, ...placeOf(node) } as const]),
      ];
    });
  });
}

/** Names that tables give to the types of members: `Visitor` of a cell "array of `Visitor`" too. */
function typesInTables(children: readonly RootContent[]): ReadonlySet<string> {
  const names = children.flatMap((node) =>
    node.type === "table"
      ? node.children
          .slice(1)
          .flatMap((row) =>
            row.children
              .slice(1)
              .flatMap((cell) => /^(?:(?:array|list) of )?(\w+)(?:\[\])?\??$/i.exec(textOf(cell))?.[1] ?? []),
          )
      : [],
  );
  return new Set(names);
}

/** Each line of a sample is placed where the page declares its member. */
function runsOf(sample: string, page: string, start: number): readonly SourceRun[] {
  return linesOf(sample).map((line, index): SourceRun => {
    const [before = "", name] = /^\s*"([^"]+)":/.exec(line.text) ?? [];
    const at = name === undefined || index === 0 ? -1 : page.indexOf(name, start);
    return at < 0 ? { value: line.start, source: start } : { value: line.start + before.indexOf('"') + 1, source: at };
  });
}

const BELOW = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 6 } as const;

interface Shape {
  readonly title: string;
  readonly type: TypeScript.Type;
  /** What replaces the declared types of members: one name of several, its payload of several. */
  readonly chosen: ReadonlyMap<string, TypeScript.Type>;
  /** What it holds, and what names it, differs from webhook to webhook. */
  readonly isEnvelope?: true;
}

type MemberRow = Omit<TabledMember, "node">;

/** The global types that the checker knows: no library is loaded. */
const LIBRARY = `interface Array<T> { item: T } interface ReadonlyArray<T> { item: T } interface Set<T> { item: T } interface Date { date: 1 }
interface Boolean {} interface Number {} interface String {} interface Object {} interface RegExp {} interface IArguments {}
interface Function {} interface CallableFunction {} interface NewableFunction {}
type Partial<T> = { [K in keyof T]?: T[K] }; type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] }; type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Exclude<T, U> = T extends U ? never : T; type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = { [P in Exclude<keyof T, K>]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T }; type NonNullable<T> = T & {};`;

/** In names of types that the page declares again, and differently. */
const AGAIN = "$again";

/** Behind the mark, where a type stands for all that a generic one may be. */
const EACH = "each";

const LISTS: ReadonlySet<string | undefined> = new Set(["Array", "ReadonlyArray", "Set"]);

class Reader {
  private readonly ts: Compiler;
  private readonly checker: TypeScript.TypeChecker;
  private readonly page: TypeScript.SourceFile;
  private readonly together: readonly (readonly string[])[];
  readonly findings: readonly Finding[];
  private readonly shapes = new Map<Code, readonly Shape[]>();
  private readonly parts = new Set<Code>();
  /** Names that the page mentions and does not declare. */
  private readonly opaque: ReadonlySet<string>;

  constructor(compiler: Compiler, blocks: readonly Code[], together: readonly (readonly string[])[]) {
    this.ts = compiler;
    this.together = together;
    const library = this.parse("/library.d.ts", LIBRARY);
    const global = new Set(this.declarationsIn(library).map(({ name }) => name.text));
    const known = new Map<string, string>();
    const mentioned: string[] = [];
    const declaring = new Map<string, { readonly block: Code; readonly file: TypeScript.SourceFile }>();
    const declaredIn = blocks.map((block, index) => {
      const schema = typeOfSchema(block.value);
      const value = schema ?? block.value;
      const file = this.parse(`/block${String(index)}.ts`, value);
      const own = this.declarationsIn(file);
      if (schema === undefined && own.length > 0) declaring.set(file.fileName, { block, file });
      const literal = own.length > 0 ? [] : this.literalIn(`type Body${String(index)} = ${value}`);
      const found = [...own, ...literal].filter(
        (one) => !global.has(one.name.text) && known.get(one.name.text) !== one.getText(),
      );
      mentioned.push(...found.flatMap((one) => this.mentions(one)));
      // What another block declares under the same name is another type.
      const again = found.flatMap(({ name: { text } }) => (known.has(text) ? [text] : []));
      for (const one of found) if (!known.has(one.name.text)) known.set(one.name.text, one.getText());
      return found.map((one) => ({ one, text: this.renamed(one, again, String(index)) }));
    });
    const mentions = new Set(mentioned);
    const texts = declaredIn.map((found) =>
      found.flatMap(({ one, text }) => [text, ...(mentions.has(one.name.text) ? [] : this.instances(one))]),
    );
    this.opaque = new Set(mentioned.filter((name) => !known.has(name) && !global.has(name)));
    const stubs = [...this.opaque].map((name) => `interface ${name}<A = 1, B = 1, C = 1> {}`);
    this.page = this.parse("/page.ts", [...texts.flat(), ...stubs, "export {}"].join("\n"));
    this.checker = this.programOf([library, this.page]).getTypeChecker();
    this.findings = this.programOf([...declaring.values()].map(({ file }) => file))
      .getSyntacticDiagnostics()
      .flatMap(({ file: { fileName }, start, messageText }) => {
        const block = declaring.get(fileName)?.block;
        // One mistake is often the cause of the next.
        declaring.delete(fileName);
        return block === undefined
          ? []
          : notTypeScript(block, start, compiler.flattenDiagnosticMessageText(messageText, " "));
      });
    const declared = this.declarationsIn(this.page);
    let from = 0;
    const reached = new Set<string>();
    const blockwise = blocks.map((block, index) => {
      const own = declared.slice(from, (from += texts[index]?.length ?? 0));
      const shown = this.rootsOf(own, declared).map((root) => ({ root, shapes: this.shapesIn(root, own) }));
      for (const { root, shapes } of shown) if (shapes.length > 0) reached.add(root.name.text);
      this.shapes.set(
        block,
        shown.flatMap(({ shapes }) => shapes),
      );
      return { block, own };
    });
    const byName = new Map(declared.map((one) => [one.name.text, one]));
    for (const name of reached) {
      const one = byName.get(name);
      for (const other of one === undefined ? [] : this.mentions(one)) reached.add(other);
    }
    for (const { block, own } of blockwise)
      if (own.length > 0 && own.every(({ name }) => reached.has(name.text))) this.parts.add(block);
  }

  shapesOf(block: Code): readonly Shape[] {
    return this.shapes.get(block) ?? [];
  }

  /** Whether all that a block declares is in the types of other blocks. */
  isPart(block: Code): boolean {
    return this.parts.has(block);
  }

  private parse(file: string, text: string): TypeScript.SourceFile {
    const { ScriptTarget, ScriptKind } = this.ts;
    return this.ts.createSourceFile(file, text, ScriptTarget.Latest, true, ScriptKind.TS);
  }

  private programOf(sources: readonly TypeScript.SourceFile[]): TypeScript.Program {
    const files = new Map(sources.map((file) => [file.fileName, file]));
    return this.ts.createProgram({
      rootNames: [...files.keys()],
      options: { noLib: true, strict: true, noResolve: true, types: [] },
      host: {
        getSourceFile: (file) => files.get(file),
        getDefaultLibFileName: () => "/library.d.ts",
        getCanonicalFileName: (file) => file,
        useCaseSensitiveFileNames: () => true,
        getCurrentDirectory: () => "/",
        getNewLine: () => "\n",
        fileExists: () => false,
        readFile: () => undefined,
        writeFile: () => undefined,
      },
    });
  }

  private declarationsIn({ statements }: TypeScript.SourceFile): readonly Declaration[] {
    const { isInterfaceDeclaration, isTypeAliasDeclaration, isEnumDeclaration } = this.ts;
    return statements.filter(
      (node): node is Declaration =>
        isInterfaceDeclaration(node) || isTypeAliasDeclaration(node) || isEnumDeclaration(node),
    );
  }

  /** The text of a declaration with other names for some types, which end in a mark. */
  private renamed(declaration: Declaration, names: readonly string[], mark: string): string {
    const start = declaration.getStart();
    const text = declaration.getText();
    const ends = this.nodesIn(declaration)
      .filter((node) => this.ts.isIdentifier(node) && names.includes(node.text))
      .filter(
        (node) =>
          node === declaration.name ||
          this.ts.isTypeReferenceNode(node.parent) ||
          this.ts.isExpressionWithTypeArguments(node.parent),
      )
      .map(({ end }) => end - start);
    return ends
      .toSorted((one, other) => other - one)
      .reduce((done, end) => `${done.slice(0, end)}${AGAIN}${mark}${done.slice(end)}`, text);
  }

  /** What a generic type that nothing on the page names with its arguments may be: one type for each value of its first parameter. */
  private instances(declaration: Declaration): readonly string[] {
    if (this.ts.isEnumDeclaration(declaration)) return [];
    const {
      name: { text: name },
      typeParameters = [],
    } = declaration;
    const [first, ...others] = typeParameters.map((one) => (one.constraint ?? one.default)?.getText() ?? "unknown");
    if (first === undefined) return [];
    const each = `${name}${AGAIN}${EACH}`;
    const type = `${name}<${["K", ...others].join(", ")}>`;
    return [`type ${each}Of<K> = K extends ${first} ? ${type} : never;`, `type ${each} = ${each}Of<${first}>;`];
  }

  /** A block that is nothing but an object's type: a keyword such as `string` tells it from a value. */
  private literalIn(text: string): readonly Declaration[] {
    const file = this.parse("/literal.ts", text);
    const [own, ...others] = this.declarationsIn(file);
    if (
      own === undefined ||
      others.length > 0 ||
      file.statements.some((node) => node !== own && !this.ts.isEmptyStatement(node))
    )
      return [];
    const { StringKeyword, NumberKeyword, BooleanKeyword } = this.ts.SyntaxKind;
    const isKeyword = ({ kind }: TypeScript.Node): boolean =>
      kind === StringKeyword || kind === NumberKeyword || kind === BooleanKeyword;
    return this.nodesIn(own).some(isKeyword) ? [own] : [];
  }

  private nodesIn(root: TypeScript.Node): readonly TypeScript.Node[] {
    const nodes = [root];
    for (const node of nodes) node.forEachChild((child) => void nodes.push(child));
    return nodes;
  }

  /** Names of types, but for its own and those of its parameters. */
  private mentions(declaration: Declaration): readonly string[] {
    const nodes = this.nodesIn(declaration);
    const own = new Set(nodes.flatMap((node) => (this.ts.isTypeParameterDeclaration(node) ? [node.name.text] : [])));
    own.add(declaration.name.text);
    return nodes.flatMap((node) => {
      const name = this.ts.isTypeReferenceNode(node)
        ? node.typeName
        : this.ts.isExpressionWithTypeArguments(node)
          ? node.expression
          : undefined;
      return name !== undefined && this.ts.isIdentifier(name) && !own.has(name.text) ? [name.text] : [];
    });
  }

  /** Those that no other mentions; a union that nothing mentions is no root, its parts are. */
  private rootsOf(own: readonly Declaration[], all: readonly Declaration[]): readonly Declaration[] {
    const isUnion = (one: Declaration): boolean =>
      this.ts.isTypeAliasDeclaration(one) && this.ts.isUnionTypeNode(one.type);
    const firm = new Set(all.filter((one) => !isUnion(one)).flatMap((one) => this.mentions(one)));
    const mentioned = new Set(
      all.filter((one) => !isUnion(one) || firm.has(one.name.text)).flatMap((one) => this.mentions(one)),
    );
    return own.filter(
      (one) => !mentioned.has(one.name.text) && !this.ts.isEnumDeclaration(one) && one.typeParameters === undefined,
    );
  }

  /** One for each object of a union that has no name of its own, and for each name that a member may have. */
  private shapesIn(root: Declaration, own: readonly Declaration[]): readonly Shape[] {
    const whole = this.checker.getTypeAtLocation(root.name);
    const named = new Set(own.map(({ name }) => name.text));
    const [title = "", mark] = root.name.text.split(AGAIN);
    const isOwn = (part: TypeScript.Type): boolean => mark === EACH || !named.has(nameOf(part) ?? "");
    const types = whole.isUnion() ? whole.types.filter(isOwn) : [whole];
    return types
      .filter((type) => this.isObject(type))
      .flatMap((type): readonly Shape[] => {
        const members = this.membersOf(type);
        const member = members.find(({ name }) => mayNameEvent(name));
        const names = (member === undefined ? [] : this.partsOf(this.checker.getTypeOfSymbol(member))).filter((part) =>
          part.isStringLiteral(),
        );
        if (member === undefined || names.length === 0 || !names.every(({ value }) => this.isEvent(value)))
          return [{ title, type, chosen: new Map(), ...(mark === EACH && { isEnvelope: true }) }];
        return names.map((literal): Shape => {
          const chosen = new Map<string, TypeScript.Type>([[member.name, literal]]);
          for (const other of names.length > 1 ? members : []) {
            const parts = this.partsOf(this.checker.getTypeOfSymbol(other));
            const fit = parts.filter((part) => this.belongs(literal.value, nameOf(part)));
            if (parts.length > 1 && fit.length === 1 && fit[0] !== undefined) chosen.set(other.name, fit[0]);
          }
          return { title: names.length > 1 || types.length > 1 ? literal.value : title, type, chosen };
        });
      });
  }

  private isEvent(name: string): boolean {
    return isWireSpelled(name) || this.together.some((codes) => codes.includes(name));
  }

  private belongs(event: string, type: string | undefined): boolean {
    if (type === undefined) return false;
    if (this.together.some((codes) => codes.includes(event) && codes.includes(type))) return true;
    const words = wordsOf(type).filter((word) => !/^(?:event|payload|data|body|webhook|object)$/.test(word));
    const wanted = wordsOf(event);
    return words.length > 0 && (words.join() === wanted.join() || words.join() === wanted.slice(1).join());
  }

  rowsOf({ type, chosen }: Shape): readonly MemberRow[] {
    const rows: MemberRow[] = [];
    this.addRows(type, chosen, "", false, [type], rows);
    return rows;
  }

  private addRows(
    object: TypeScript.Type,
    chosen: Shape["chosen"],
    above: string,
    isLoose: boolean,
    within: readonly TypeScript.Type[],
    rows: MemberRow[],
  ): void {
    for (const member of this.membersOf(object)) {
      if (rows.length >= MOST_ROWS) return;
      // A name that no path can hold is in the sample alone.
      if (!/^[A-Za-z_$@][\w$-]*$/.test(member.name)) continue;
      const path = above === "" ? member.name : `${above}.${member.name}`;
      const type = chosen.get(member.name) ?? this.checker.getTypeOfSymbol(member);
      const presence = isLoose || this.mayBeAbsent(member) ? "optional" : "required";
      rows.push({ path, type: this.words(type, 0), presence, notes: this.notesOf(member) });
      if (within.length > DEEPEST) continue;
      const objects = this.objectsIn(type, "").filter(({ inner }) => !within.includes(inner));
      for (const { inner, list } of objects)
        this.addRows(inner, new Map(), path + list, objects.length > 1, [...within, inner], rows);
    }
  }

  /** The objects that a type leads to, through lists and unions. */
  private objectsIn(type: TypeScript.Type, list: string): readonly { inner: TypeScript.Type; list: string }[] {
    return this.partsOf(type).flatMap((part) => {
      const item = this.itemOf(part);
      if (item !== undefined && list.length < DEEPEST) return this.objectsIn(item, `${list}[]`);
      return this.isObject(part) && this.membersOf(part).length > 0 ? [{ inner: part, list }] : [];
    });
  }

  /** In the order of the page. */
  private membersOf(type: TypeScript.Type): readonly TypeScript.Symbol[] {
    const place = (member: TypeScript.Symbol): number => member.declarations?.[0]?.pos ?? 0;
    return this.checker
      .getPropertiesOfType(type)
      .filter(({ name, flags }) => name !== "__proto__" && (flags & this.ts.SymbolFlags.Property) !== 0)
      .toSorted((one, other) => place(one) - place(other));
  }

  private isObject(type: TypeScript.Type): boolean {
    const { Object: object, Intersection } = this.ts.TypeFlags;
    return (type.flags & (object | Intersection)) !== 0 && this.itemOf(type) === undefined && !this.isNamed(type);
  }

  /** A type that is known by its name alone. */
  private isNamed(type: TypeScript.Type): boolean {
    const name = type.symbol?.name;
    return name === "Date" || (name !== undefined && this.opaque.has(name));
  }

  private itemOf(type: TypeScript.Type): TypeScript.Type | undefined {
    const item = LISTS.has(type.symbol?.name) || this.checker.isTupleType(type) ? type.getProperty("item") : undefined;
    return item && this.checker.getTypeOfSymbol(item);
  }

  /** What a type may be, in the order of the page, without `undefined`. */
  private partsOf(type: TypeScript.Type): readonly TypeScript.Type[] {
    const { Undefined, Boolean: boolean } = this.ts.TypeFlags;
    if (!type.isUnion() || (type.flags & boolean) !== 0) return [type];
    const place = (part: TypeScript.Type): number =>
      part.isStringLiteral()
        ? this.page.text.search(new RegExp(`["'\`]${part.value.replace(/[^\w ]/g, ".")}["'\`]`))
        : 0;
    return type.types
      .filter(({ flags }) => (flags & Undefined) === 0)
      .toSorted((one, other) => place(one) - place(other));
  }

  private mayBeAbsent(member: TypeScript.Symbol): boolean {
    const { Undefined } = this.ts.TypeFlags;
    const type = this.checker.getTypeOfSymbol(member);
    const parts = type.isUnion() ? type.types : [type];
    return (member.flags & this.ts.SymbolFlags.Optional) !== 0 || parts.some(({ flags }) => (flags & Undefined) !== 0);
  }

  /** Its doc comment, or the comment at the end of its line. */
  private notesOf(member: TypeScript.Symbol): string {
    const doc = this.ts.displayPartsToString(member.getDocumentationComment(this.checker));
    const [declaration] = member.declarations ?? [];
    const text = declaration?.getSourceFile().text ?? "";
    const behind = declaration === undefined ? [] : (this.ts.getTrailingCommentRanges(text, declaration.end) ?? []);
    const beside = behind.map(({ pos, end }) => text.slice(pos, end).replace(/^\/[/*]+|\*\/$/g, ""));
    return [doc, ...beside].join(" ").replace(/\s+/g, " ").trim();
  }

  /** The type as a cell of a table says it. */
  private words(type: TypeScript.Type, depth: number): string {
    const words = this.partsOf(type).map((part): string => {
      if (part.isLiteral()) return JSON.stringify(part.value);
      const item = this.itemOf(part);
      if (item !== undefined) {
        const inner = depth > DEEPEST ? "any" : this.words(item, depth + 1);
        return inner === "object" ? "array of objects" : `array<${inner}>`;
      }
      if (this.isNamed(part)) return part.symbol.name === "Date" ? "date-time" : part.symbol.name;
      // `item-${string}`
      if ((part.flags & this.ts.TypeFlags.TemplateLiteral) !== 0) return "string";
      if (!this.isObject(part)) return this.checker.typeToString(part);
      const values = part.getStringIndexType();
      return values === undefined || this.membersOf(part).length > 0 || depth > DEEPEST
        ? "object"
        : `map<string, ${this.words(values, depth + 1)}>`;
    });
    const both = words.includes("true") && words.includes("false");
    const said = both ? [...words.filter((word) => word !== "true" && word !== "false"), "boolean"] : words;
    return [...new Set(said)].toSorted((one, other) => Number(one === "null") - Number(other === "null")).join(" | ");
  }

  sampleOf({ type, chosen }: Shape): unknown {
    return this.objectOf(type, chosen, [type]);
  }

  private objectOf(type: TypeScript.Type, chosen: Shape["chosen"], within: readonly TypeScript.Type[]): unknown {
    const required = this.membersOf(type).filter((member) => !this.mayBeAbsent(member));
    return Object.fromEntries(
      required.map((member) => [
        member.name,
        this.valueOf(chosen.get(member.name) ?? this.checker.getTypeOfSymbol(member), within),
      ]),
    );
  }

  private valueOf(type: TypeScript.Type, within: readonly TypeScript.Type[]): unknown {
    const { TypeFlags } = this.ts;
    const parts = this.partsOf(type);
    const isNull = ({ flags }: TypeScript.Type): boolean => (flags & TypeFlags.Null) !== 0;
    const nulled = parts.some(isNull) ? " / null" : "";
    const part = parts.find((one) => !isNull(one));
    if (part === undefined) return null;
    const literals = parts.filter((one) => one.isStringLiteral()).map(({ value }) => value);
    if (literals.length > 1) {
      const listed = literals.every((one) => /^[\w-]+$/.test(one)) ? ` - ${literals.join("/")}` : "";
      return `string${listed}${nulled}`;
    }
    if (part.isStringLiteral() || part.isNumberLiteral()) return part.value;
    const item = this.itemOf(part);
    if (item !== undefined) return within.length > DEEPEST ? [] : [this.valueOf(item, within)];
    if (this.isObject(part))
      return within.length > DEEPEST || within.includes(part) ? {} : this.objectOf(part, new Map(), [...within, part]);
    if (part.symbol?.name === "Date") return `datetime${nulled}`;
    if ((part.flags & TypeFlags.StringLike) !== 0) return `string${nulled}`;
    if ((part.flags & (TypeFlags.NumberLike | TypeFlags.BigIntLike)) !== 0) return 0;
    return (part.flags & TypeFlags.BooleanLike) !== 0 ? true : {};
  }
}

function notTypeScript({ data }: Code, start: number, reason: string): readonly Finding[] {
  const source = data?.source;
  if (source === undefined) return [];
  const at = locate(source, start);
  const message = `the types are not TypeScript from here on, and may be read in part (${lowerFirst(reason).replace(/\.$/, "")})`;
  const fix = "correct the block, or check what was read of it";
  const quote = lineTextAt(source.text, at.offset);
  return [report("warning", "reference/type-syntax", message, { at, quote }, fix)];
}

/** The name that a declaration gives to a type. */
function nameOf(type: TypeScript.Type): string | undefined {
  const name = type.aliasSymbol?.name ?? type.symbol?.name;
  return name?.startsWith("__") === true ? undefined : name;
}
