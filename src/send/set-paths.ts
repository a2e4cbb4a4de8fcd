// Overrides of a body given as `payload.chat.id=X`: dots part the steps, `\.` is a dot, digits step into lists.

export interface Override {
  readonly path: readonly string[];
  readonly value: unknown;
}

export type Parsed = Override | { readonly problem: string };

/** The value is JSON where it reads as such, text otherwise. */
export function parseOverride(text: string): Parsed {
  const at = text.indexOf("=");
  if (at < 1) return { problem: `"${text}" sets nothing: path=value is needed, as in payload.chat.id=X1` };
  const path = (text.slice(0, at).match(/(?:\\.|[^.\\])+|\.(?=\.|$)|^(?=\.)/gs) ?? []).map((step) =>
    step === "." ? "" : step.replace(/\\(.)/gs, "$1"),
  );
  if (path.includes("")) return { problem: `"${text.slice(0, at)}" has an empty step` };
  return { path, value: jsonOrText(text.slice(at + 1)) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export type Overridden = { readonly body: unknown } | { readonly problem: string };

/** A copy of the body with the values in place; objects on the way that are not there are made. */
export function applyOverrides(body: unknown, overrides: readonly Override[]): Overridden {
  let copy: unknown = structuredClone(body);
  for (const { path, value } of overrides) {
    const root = { body: copy };
    const problem = set(root, ["body", ...path], value);
    if (problem !== undefined) return { problem };
    copy = root.body;
  }
  return { body: copy };
}

function set(root: object, path: readonly string[], value: unknown): string | undefined {
  let holder = root;
  for (const [index, step] of path.entries()) {
    const so = path.slice(1, index + 1).join(".");
    if (Array.isArray(holder) && !(/^(?:0|[1-9]\d{0,8})$/.test(step) && Number(step) <= holder.length)) {
      return `${so} leads nowhere: ${path.slice(1, index).join(".")} is a list of ${holder.length}`;
    }
    if (index === path.length - 1) {
      put(holder, step, value);
      return undefined;
    }
    const there: unknown = Object.getOwnPropertyDescriptor(holder, step)?.value;
    if (there === undefined) put(holder, step, {});
    else if (typeof there !== "object" || there === null)
      return `${so} is ${JSON.stringify(there)}, nothing can be set in it`;
    const next: unknown = Object.getOwnPropertyDescriptor(holder, step)?.value;
    if (typeof next !== "object" || next === null) return `${so} can't be stepped into`;
    holder = next;
  }
  return undefined;
}

/** Also where the name is `__proto__`: a member like any other. */
function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}
