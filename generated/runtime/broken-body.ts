// A body that cannot be read, as a stream that says why.

export function brokenBody(error: unknown): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
}

/** Somebody read the body before the receiver, and left it nowhere: waiting for it would never end. */
export function consumedBody(): AsyncIterable<never> {
  return brokenBody(
    new Error("the body was read before the receiver got the request, and was left nowhere: mount the receiver first"),
  );
}
