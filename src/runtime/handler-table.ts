// Makes a map of the handlers, and refuses what could never be called.

/** A handler or hook as the receiver calls it: that the webhook fits it was checked by validator and types. */
export type Call<Context> = (webhook: object, context: Context) => unknown;

/** The handlers by name, bound to the object they are in. Throws a TypeError that names what is no handler or no webhook. */
export function handlerTable<Context>(
  handlers: unknown,
  names: readonly string[],
  version: string,
): ReadonlyMap<string, Call<Context>> {
  if (!isObject(handlers)) throw new TypeError("handlers is needed: an object with a function for each webhook");
  const known = new Set(names);
  for (const name of Object.keys(handlers)) {
    if (!known.has(name)) throw new TypeError(`version ${version} has no webhook ${JSON.stringify(name)} to handle`);
  }
  return new Map(
    names.flatMap((name) => {
      const what = `the handler of ${JSON.stringify(name)}`;
      const handler = callable<Context>(inherited(handlers, name), what, handlers);
      return handler === undefined ? [] : [[name, handler]];
    }),
  );
}

/** The function, bound to the object that it is a member of; nothing where there is none; or a TypeError. */
export function callable<Context>(value: unknown, what: string, holder?: object): Call<Context> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isCall<Context>(value)) throw new TypeError(`${what} is a function, not ${typeof value}`);
  return holder === undefined ? value : (webhook, context) => value.call(holder, webhook, context);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isCall<Context>(value: unknown): value is Call<Context> {
  return typeof value === "function";
}

/** Handlers may be methods of a class; what every object has is none. */
function inherited(handlers: object, name: string): unknown {
  if (!Object.hasOwn(handlers, name) && name in Object.prototype) return undefined;
  return Reflect.get(handlers, name);
}
