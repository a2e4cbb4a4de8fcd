// A user's TypeScript file as far as stubs are concerned: its imports, its exports and the wiring in it.
import type {
  ImportDeclaration,
  Node,
  ObjectLiteralExpression,
  SourceFile,
  Statement,
  ObjectLiteralElementLike,
} from "ts-morph";
import type * as TsMorph from "ts-morph";
import { type Finding, finding } from "../source/finding.ts";
import { isOwnDeprecation } from "./handlers.ts";

type Morph = typeof TsMorph;

/** From `start` up to `end`, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ImportRead extends Span {
  readonly specifier: string;
  /** What is between the quotes. */
  readonly inner: Span;
  readonly named: readonly { readonly imported: string; readonly local: string }[];
  /** Binds one name in braces, and nothing else. */
  readonly single: boolean;
  /** Behind the comments on its line. */
  readonly after: number;
}

export interface ExportRead {
  readonly name: string;
  /** Where the declaring statement starts, behind its comments. */
  readonly at: number;
  /** A `@deprecated` above it: where, if hooksmith wrote it. */
  readonly deprecated?: Span | "by a person";
  /** Name of the webhook that it is typed to handle. */
  readonly webhook?: string;
}

export interface WiringEntry {
  readonly webhook: string;
  /** Without the comma. */
  readonly span: Span;
  /** The comma behind it. */
  readonly comma?: Span;
  /** Local name of what is wired, where it is a bare name. */
  readonly local?: string;
}

/** The object that is handed to `defineHandlers`. */
export interface WiringRead {
  readonly entries: readonly WiringEntry[];
  /** Names that come in by spreading an object of the same file. */
  readonly spread: readonly string[];
  /** Spreads an object that can't be read here. */
  readonly opaque: boolean;
  /** Behind `{` and the comments on its line. */
  readonly afterOpen: number;
  /** At `}`. */
  readonly close: number;
  /** Where a comma must go before anything can be added. */
  readonly commaAt?: number;
}

export interface SourceRead {
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly mark: "" | "\uFEFF";
  /** Not on disk yet. */
  readonly isNew: boolean;
  readonly imports: readonly ImportRead[];
  readonly exports: readonly ExportRead[];
  readonly wiring?: WiringRead;
  /** Every one in the code, as often as it is there. */
  readonly identifiers: readonly string[];
}

/** `@acme/shop-webhooks/v3.6`: a package and the entry of a version. */
const VERSION_ENTRY = /^[^./][^\\]*\/v\d[^/\\]*$/;

/** The imports that bind a name of a version's entry. */
export function importsOf({ imports }: Pick<SourceRead, "imports">, name: string): readonly ImportRead[] {
  return imports.filter(
    ({ specifier, named }) => VERSION_ENTRY.test(specifier) && named.some(({ imported }) => imported === name),
  );
}

export interface SourceReader {
  /** What could be read so far, by path. */
  readonly sources: ReadonlyMap<string, SourceRead>;
  /** What could not. */
  readonly findings: readonly Finding[];
  readonly read: (path: string, text: string, isNew?: boolean) => void;
}

const LARGEST = 4 * 1024 * 1024;
const START = { line: 1, column: 1, offset: 0 };

export async function sourceReader(): Promise<SourceReader> {
  const morph = await import("ts-morph");
  const project = new morph.Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    compilerOptions: { noLib: true, noResolve: true, types: [], allowJs: false },
  });
  const sources = new Map<string, SourceRead>();
  const findings: Finding[] = [];
  const refuse = (path: string, problem: string, at = START): void => {
    findings.push(
      finding({
        rule: "stubs/not-typescript",
        severity: "error",
        message: `the file can't be read as TypeScript (${problem}); it was left as it is`,
        at: { file: path, ...at },
        fix: "mend the file, or move it out of the folder, and run again",
      }),
    );
  };
  const parse = (path: string, mark: SourceRead["mark"], text: string, isNew: boolean): void => {
    // A flat name: what a path means to the compiler's file system is of no concern.
    const name = `/${project.getSourceFiles().length}${/\.[mc]?tsx?$/.exec(path)?.[0] ?? ".ts"}`;
    const file = project.createSourceFile(name, text);
    const [first] = project.getProgram().getSyntacticDiagnostics(file);
    if (first === undefined) {
      sources.set(path, { path, text, mark, isNew, ...readSource(morph, file) });
      return;
    }
    const offset = first.getStart();
    const message = first.getMessageText();
    const { line, column } = file.getLineAndColumnAtPos(offset);
    refuse(path, typeof message === "string" ? message : message.getMessageText(), { line, column, offset });
  };
  const read: SourceReader["read"] = (path, text, isNew = false) => {
    if (text.length > LARGEST) refuse(path, "it is larger than a file of handlers can be");
    else if (text.includes("\u0000")) refuse(path, "it holds binary data");
    else {
      const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
      try {
        parse(path, mark, text.slice(mark.length), isNew);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        refuse(path, "its code is nested too deeply");
      }
    }
  };
  return { sources, findings, read };
}

function readSource(
  morph: Morph,
  file: SourceFile,
): Pick<SourceRead, "imports" | "exports" | "wiring" | "identifiers"> {
  const imports = file.getImportDeclarations().map(readImport);
  const localsOf = (name: string): ReadonlySet<string> =>
    new Set(
      importsOf({ imports }, name).flatMap(({ named }) =>
        named.filter(({ imported }) => imported === name).map(({ local }) => local),
      ),
    );
  const call = wiringObject(morph, file, localsOf("defineHandlers"));
  return {
    imports,
    exports: readExports(morph, file, localsOf("WebhookHandler")),
    ...(call !== undefined && { wiring: readWiring(morph, call) }),
    identifiers: file.getDescendantsOfKind(morph.SyntaxKind.Identifier).map((identifier) => identifier.getText()),
  };
}

function readImport(declaration: ImportDeclaration): ImportRead {
  const literal = declaration.getModuleSpecifier();
  const named = declaration.getNamedImports().map((specifier) => ({
    imported: specifier.getName(),
    local: specifier.getAliasNode()?.getText() ?? specifier.getName(),
  }));
  const alone = declaration.getDefaultImport() === undefined && declaration.getNamespaceImport() === undefined;
  return {
    start: declaration.getStart(),
    end: declaration.getEnd(),
    specifier: literal.getLiteralText(),
    inner: { start: literal.getStart() + 1, end: literal.getEnd() - 1 },
    named,
    single: alone && named.length === 1,
    after: behindComments(declaration),
  };
}

/** The end of the node, and of the comments on its line. */
function behindComments(node: Node): number {
  return node.getTrailingCommentRanges().at(-1)?.getEnd() ?? node.getEnd();
}

/** The first object literal that a call of `defineHandlers` is given. */
function wiringObject(
  morph: Morph,
  file: SourceFile,
  locals: ReadonlySet<string>,
): ObjectLiteralExpression | undefined {
  return file
    .getDescendantsOfKind(morph.SyntaxKind.CallExpression)
    .filter((call) => locals.has(call.getExpression().getText()))
    .map((call) => call.getArguments()[0])
    .find((argument) => morph.Node.isObjectLiteralExpression(argument));
}

/** Exported variables, functions and classes by the names they are exported under. */
function readExports(morph: Morph, file: SourceFile, handlerTypes: ReadonlySet<string>): readonly ExportRead[] {
  const declared = new Map<string, Omit<ExportRead, "name">>();
  const found: ExportRead[] = [];
  for (const statement of file.getStatements()) {
    for (const [name, type] of declaredIn(morph, statement)) {
      const webhook = type === undefined ? undefined : handledWebhook(morph, type, handlerTypes);
      const read = {
        at: statement.getStart(),
        ...deprecationOf(morph, statement),
        ...(webhook !== undefined && { webhook }),
      };
      declared.set(name, read);
      if (!morph.Node.isExportable(statement) || !statement.isExported()) continue;
      found.push({ name: statement.isDefaultExport() ? "default" : name, ...read });
    }
  }
  for (const [local, name] of renamedExports(morph, file)) {
    const read = declared.get(local);
    if (read !== undefined && !found.some((other) => other.name === name)) found.push({ name, ...read });
  }
  return found;
}

/** Names that a statement declares, each with the node that may tell its type. */
function declaredIn(morph: Morph, statement: Statement): readonly (readonly [string, Node | undefined])[] {
  if (morph.Node.isVariableStatement(statement)) {
    return statement.getDeclarations().map((declaration) => {
      const initializer = declaration.getInitializer();
      const satisfied = morph.Node.isSatisfiesExpression(initializer) ? initializer.getTypeNode() : undefined;
      return [declaration.getName(), declaration.getTypeNode() ?? satisfied] as const;
    });
  }
  if (morph.Node.isFunctionDeclaration(statement) || morph.Node.isClassDeclaration(statement)) {
    return [[statement.getName() ?? "default", undefined]];
  }
  return [];
}

function handledWebhook(morph: Morph, type: Node, handlerTypes: ReadonlySet<string>): string | undefined {
  if (!morph.Node.isTypeReference(type) || !handlerTypes.has(type.getTypeName().getText())) return undefined;
  const [argument] = type.getTypeArguments();
  const literal = morph.Node.isLiteralTypeNode(argument) ? argument.getLiteral() : undefined;
  return morph.Node.isStringLiteral(literal) ? literal.getLiteralText() : undefined;
}

function deprecationOf(morph: Morph, statement: Statement): Pick<ExportRead, "deprecated"> {
  const docs = morph.Node.isJSDocable(statement) ? statement.getJsDocs() : [];
  const marked = docs.findLast((doc) => doc.getTags().some((tag) => tag.getTagName() === "deprecated"));
  if (marked === undefined) return {};
  const isOwn = isOwnDeprecation(marked.getText());
  return { deprecated: isOwn ? { start: marked.getStart(), end: marked.getEnd() } : "by a person" };
}

/** `export { local as name }` and `export default local`. */
function renamedExports(morph: Morph, file: SourceFile): readonly (readonly [string, string])[] {
  return file.getStatements().flatMap((statement): readonly (readonly [string, string])[] => {
    if (morph.Node.isExportDeclaration(statement) && !statement.hasModuleSpecifier()) {
      return statement
        .getNamedExports()
        .map((named) => [named.getName(), named.getAliasNode()?.getText() ?? named.getName()] as const);
    }
    if (!morph.Node.isExportAssignment(statement) || statement.isExportEquals()) return [];
    const expression = statement.getExpression();
    return morph.Node.isIdentifier(expression) ? [[expression.getText(), "default"]] : [];
  });
}

function readWiring(morph: Morph, object: ObjectLiteralExpression): WiringRead {
  const properties = object.getProperties();
  const spreads = properties.filter((property) => morph.Node.isSpreadAssignment(property));
  const objects = spreads.map((spread) => spreadObject(morph, object, spread.getExpression()));
  const open = object.getFirstChildByKindOrThrow(morph.SyntaxKind.OpenBraceToken);
  const last = properties.at(-1);
  return {
    entries: properties.flatMap((property) => readEntry(morph, property)),
    spread: objects.flatMap((spread) => spread?.getProperties().flatMap((property) => nameOf(morph, property)) ?? []),
    opaque: objects.includes(undefined),
    afterOpen: behindComments(open),
    close: object.getEnd() - 1,
    ...(last !== undefined && commaBehind(morph, last) === undefined && { commaAt: last.getEnd() }),
  };
}

function readEntry(morph: Morph, property: ObjectLiteralElementLike): readonly WiringEntry[] {
  const comma = commaBehind(morph, property);
  const local = localOf(morph, property);
  return nameOf(morph, property).map((webhook) => ({
    webhook,
    span: { start: property.getStart(), end: property.getEnd() },
    ...(comma !== undefined && { comma: { start: comma.getStart(), end: comma.getEnd() } }),
    ...(local !== undefined && { local }),
  }));
}

/** The property's name where the code tells it. */
function nameOf(morph: Morph, property: ObjectLiteralElementLike): readonly string[] {
  if (morph.Node.isSpreadAssignment(property)) return [];
  const name = property.getNameNode();
  const inner = morph.Node.isComputedPropertyName(name) ? name.getExpression() : name;
  if (morph.Node.isStringLiteral(inner) || morph.Node.isNoSubstitutionTemplateLiteral(inner)) {
    return [inner.getLiteralText()];
  }
  return morph.Node.isIdentifier(name) ? [name.getText()] : [];
}

function localOf(morph: Morph, property: ObjectLiteralElementLike): string | undefined {
  if (morph.Node.isShorthandPropertyAssignment(property)) return property.getName();
  const value = morph.Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
  return morph.Node.isIdentifier(value) && value.getText() !== "undefined" ? value.getText() : undefined;
}

function commaBehind(morph: Morph, property: Node): Node | undefined {
  const next = property.getNextSibling();
  return next?.getKind() === morph.SyntaxKind.CommaToken ? next : undefined;
}

/** The object literal that a spread names: written in place, or a constant of the same file that spreads nothing itself. */
function spreadObject(
  morph: Morph,
  object: ObjectLiteralExpression,
  spread: Node,
): ObjectLiteralExpression | undefined {
  const value = morph.Node.isIdentifier(spread)
    ? object.getSourceFile().getVariableDeclaration(spread.getText())?.getInitializer()
    : spread;
  const inner =
    morph.Node.isSatisfiesExpression(value) || morph.Node.isAsExpression(value) ? value.getExpression() : value;
  if (!morph.Node.isObjectLiteralExpression(inner)) return undefined;
  return inner.getProperties().some((property) => morph.Node.isSpreadAssignment(property)) ? undefined : inner;
}
