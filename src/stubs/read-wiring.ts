// The object of `defineHandlers`: which actions it wires, to what, and where more can be added.
import type { Node, ObjectLiteralElementLike, ObjectLiteralExpression } from "ts-morph";
import type { Morph } from "./read-source.ts";
import type { WiringEntry, WiringRead } from "./source-file.ts";

export function readWiring(morph: Morph, object: ObjectLiteralExpression): WiringRead {
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
