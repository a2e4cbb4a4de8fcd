// Whether a value that was read from a file is what this program writes there.

/**
 * What a value is: the names of its types with a bar between; a list of one shape; an object by its members, of which those with
 * a question mark may be missing.
 */
export type Shape = string | [Shape] | { readonly [member: string]: Shape };

export function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === "string") return shape.split("|").includes(value === null ? "null" : typeof value);
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((item) => fits(item, shape[0]));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(shape).every(([name, inner]) => {
    const member: unknown = Reflect.get(value, name.replace("?", ""));
    return (name.endsWith("?") && member === undefined) || fits(member, inner);
  });
}
