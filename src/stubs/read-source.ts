// One parsed file to what stubs need to know of it.
import type * as TsMorph from "ts-morph";
import type {
  ImportDeclaration,
  Node,
  ObjectLiteralExpression,
  SourceFile,
  Statement,
  ObjectLiteralElementLike,
} from "ts-morph";
import { isOwnDeprecation } from "./new-files.ts";
import {
  type Deprecation,
  type ExportRead,
  type ImportRead,
  type SourceRead,
  VERSION_ENTRY,
  type WiringEntry,
  type WiringRead,
} from "./source-file.ts";

export type Morph = typeof TsMorph;

export function readSource(
  morph: Morph,
  file: SourceFile,
  { path, mark }: Pick<SourceRead, "path" | "mark">,
): SourceRead {
  const text = file.getFullText();
  const declarations = file.getImportDeclarations();
  const imports = declarations.map(readImport);
  const localsOf = (name: string): ReadonlySet<string> =>
    new Set(
      imports
        .filter(({ specifier }) => VERSION_ENTRY.test(specifier))
        .flatMap(({ named }) => named.filter(({ imported }) => imported === name).map(({ local }) => local)),
    );
  const call = wiringObject(morph, file, localsOf("defineHandlers"));
  return {
    path,
    text,
    mark,
    imports,
    exports: readExports(morph, file, localsOf("WebhookHandler")),
    ...(call !== undefined && { wiring: readWiring(morph, call) }),
    identifiers: countIdentifiers(morph, file),
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

function behindComments(node: Node): number {
  return node.getTrailingCommentRanges().at(-1)?.getEnd() ?? node.getEnd();
}

/** The first object literal that a call of `defineHandlers` is given. */
function wiringObject(
  morph: Morph,
  file: SourceFile,
  locals: ReadonlySet<string>,
): ObjectLiteralExpression | undefined {
  if (locals.size === 0) return undefined;
  for (const call of file.getDescendantsOfKind(morph.SyntaxKind.CallExpression)) {
    const callee = call.getExpression();
    const [argument] = call.getArguments();
    if (!morph.Node.isIdentifier(callee) || !locals.has(callee.getText())) continue;
    if (morph.Node.isObjectLiteralExpression(argument)) return argument;
  }
  return undefined;
}

/** Exported variables, functions and classes by the names they are exported under. */
function readExports(morph: Morph, file: SourceFile, handlerTypes: ReadonlySet<string>): readonly ExportRead[] {
  const declared = new Map<string, Omit<ExportRead, "name">>();
  const found: ExportRead[] = [];
  for (const statement of file.getStatements()) {
    for (const [name, type] of declaredIn(morph, statement)) {
      const action = type === undefined ? undefined : handledAction(morph, type, handlerTypes);
      const read = {
        at: statement.getStart(),
        deprecation: deprecationOf(morph, statement),
        ...(action !== undefined && { action }),
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

function handledAction(morph: Morph, type: Node, handlerTypes: ReadonlySet<string>): string | undefined {
  if (!morph.Node.isTypeReference(type) || !handlerTypes.has(type.getTypeName().getText())) return undefined;
  const [argument] = type.getTypeArguments();
  const literal = morph.Node.isLiteralTypeNode(argument) ? argument.getLiteral() : undefined;
  return morph.Node.isStringLiteral(literal) ? literal.getLiteralText() : undefined;
}

function deprecationOf(morph: Morph, statement: Statement): Deprecation {
  if (!morph.Node.isJSDocable(statement)) return { by: "nobody" };
  const marked = statement
    .getJsDocs()
    .filter((doc) => doc.getTags().some((tag) => tag.getTagName() === "deprecated"))
    .at(-1);
  if (marked === undefined) return { by: "nobody" };
  if (!isOwnDeprecation(marked.getText())) return { by: "person" };
  return { by: "hooksmith", span: { start: marked.getStart(), end: marked.getEnd() } };
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

function countIdentifiers(morph: Morph, file: SourceFile): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const identifier of file.getDescendantsOfKind(morph.SyntaxKind.Identifier)) {
    const name = identifier.getText();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
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
    afterOpen: open.getTrailingCommentRanges().at(-1)?.getEnd() ?? open.getEnd(),
    close: object.getEnd() - 1,
    ...(last !== undefined && commaBehind(morph, last) === undefined && { commaAt: last.getEnd() }),
  };
}

function readEntry(morph: Morph, property: ObjectLiteralElementLike): readonly WiringEntry[] {
  const comma = commaBehind(morph, property);
  const local = localOf(morph, property);
  return nameOf(morph, property).map((action) => ({
    action,
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
