// Holds witnesses against emitted schemas and types: ajv reads the bodies, the compiler the code.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import ts from "typescript";
import type { Witness } from "../../../src/diff/report.ts";

/** What the generated package holds of one side. */
export interface EmittedSide {
  readonly types: string;
  /** `webhooks.schema.json`. */
  readonly schema: object;
}

export interface WitnessCase {
  readonly name: string;
  readonly old: EmittedSide;
  readonly new: EmittedSide;
  readonly witness: Witness;
}

/** In words, what each witness that proves nothing does instead. */
export function holdWitnesses(cases: readonly WitnessCase[]): readonly string[] {
  return [...holdPayloads(cases), ...holdCode(cases)];
}

function holdPayloads(cases: readonly WitnessCase[]): readonly string[] {
  const validators = new Map<object, (body: unknown) => boolean>();
  const accepts = (schema: object, body: unknown): boolean => {
    const known = validators.get(schema);
    if (known !== undefined) return known(body);
    const ajv = new Ajv2020({ strict: false, allErrors: false });
    ajvFormats.default(ajv);
    const compiled = ajv.compile(schema);
    const validate = (value: unknown): boolean => compiled(value);
    validators.set(schema, validate);
    return validate(body);
  };
  return cases.flatMap(({ name, old, new: now, witness: { payload } }) => {
    if (payload === undefined) return [];
    const sides = { old: old.schema, new: now.schema };
    return [
      ...(accepts(sides[payload.acceptedBy], payload.body)
        ? []
        : [`${name}: the ${payload.acceptedBy} schema rejects ${JSON.stringify(payload.body)}`]),
      ...(accepts(sides[payload.rejectedBy], payload.body)
        ? [`${name}: the ${payload.rejectedBy} schema accepts ${JSON.stringify(payload.body)}`]
        : []),
    ];
  });
}

function holdCode(cases: readonly WitnessCase[]): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), "hooksmith-witness-"));
  try {
    const files = new Map<string, { readonly name: string; readonly side: "old" | "new"; readonly text: string }>();
    const folders = new Map<string, string>();
    for (const { name, witness, ...sides } of cases) {
      if (witness.code === undefined) continue;
      for (const side of ["old", "new"] as const) {
        const { types } = sides[side];
        const folder = folders.get(types) ?? join(root, String(folders.size));
        if (!folders.has(types)) {
          folders.set(types, folder);
          mkdirSync(folder);
          writeFileSync(join(folder, "types.ts"), types);
        }
        const path = join(folder, `${side}${String(files.size)}.ts`);
        writeFileSync(path, witness.code.text);
        files.set(path.replaceAll("\\", "/"), { name, side, text: witness.code.text });
      }
    }
    const program = ts.createProgram([...files.keys()], {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      allowImportingTsExtensions: true,
      types: [],
    });
    return [...files].flatMap(([path, { name, side, text }]) => {
      const source = program.getSourceFile(path);
      if (source === undefined) return [`${name}: ${path} was not compiled`];
      const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      const first = problems[0];
      if (side === "old" && first !== undefined) {
        return [
          `${name}: fails beside the old types: ${ts.flattenDiagnosticMessageText(first.messageText, " ")}\n${text}`,
        ];
      }
      return side === "new" && first === undefined ? [`${name}: compiles beside the new types\n${text}`] : [];
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
