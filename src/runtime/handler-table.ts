// Makes a map of the handlers, and refuses what could never be called.

/** A handler or hook as the receiver calls it: that the webhook fits it was checked by validator and types. */
export type Call<Context> = (webhook: object, context: Context) => unknown;

/** The handlers by action, bound to the object they stand in. Throws a TypeError that names what is no handler or no action. */
export function handlerTable<Context>(
  handlers: unknown,
  actions: readonly string[],
  version: string,
): ReadonlyMap<string, Call<Context>> {
  if (!isObject(handlers)) throw new TypeError("handlers is needed: an object with a function for each action");
  const known = new Set(actions);
  for (const name of Object.keys(handlers)) {
    if (!known.has(name)) throw new TypeError(`version ${version} has no webhook ${JSON.stringify(name)} to handle`);
  }
  return new Map(
    actions.flatMap((action) => {
      const what = `the handler of ${JSON.stringify(action)}`;
      const handler = callable<Context>(inherited(handlers, action), what, handlers);
      return handler === undefined ? [] : [[action, handler]];
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
function inherited(handlers: object, action: string): unknown {
  if (!Object.hasOwn(handlers, action) && action in Object.prototype) return undefined;
  return Reflect.get(handlers, action);
}
