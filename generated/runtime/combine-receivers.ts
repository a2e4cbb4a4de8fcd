// Several versions behind one address: distinguished by route, or by the members that their bodies have.
import { withinDeadline } from "./acknowledge.js";
import { brokenBody, Body, BodyRead, readBody, type ReadBody } from "./read-body.js";
import { checkRequest, readingOf } from "./check-request.js";
import type { Receiver, VersionReceiver } from "./receiver.js";

/** Receivers by route: `{ "/webhooks/v3.4": …, "/webhooks/v3.5": … }`. */
export type ReceiversByRoute = Readonly<Record<string, Receiver>>;

/**
 * By route: a route takes the paths that end with it, the longest route first; any other path is answered with 404.
 *
 * By envelope, for a list: a body goes to the version whose members it has, the one with most of them first, and to the
 * first in the list where it fits none. Versions with the same envelope cannot be distinguished that way: a TypeError
 * says which they are.
 */
export function combineReceivers(receivers: ReceiversByRoute | readonly VersionReceiver[]): Receiver {
  return isList(receivers) ? byEnvelope(receivers) : byRoute(receivers);
}

function isList(receivers: ReceiversByRoute | readonly VersionReceiver[]): receivers is readonly VersionReceiver[] {
  return Array.isArray(receivers);
}

function byRoute(receivers: ReceiversByRoute): Receiver {
  const routes = Object.entries(receivers)
    .map(([route, receiver]) => ({ path: `/${trimmed(route)}`, receiver }))
    .toSorted((a, b) => b.path.length - a.path.length);
  if (routes.length === 0) throw new TypeError("combined receivers need at least one route");
  const version = versions(routes.map(({ receiver }) => receiver));
  return {
    version,
    answersGet: routes.some(({ receiver }) => receiver.answersGet === true),
    receive: async (body, request) => {
      const path = `/${trimmed(pathOf(request?.url ?? ""))}`;
      const found = routes.find((route) => route.path === "/" || path === route.path || path.endsWith(route.path));
      if (found !== undefined) return await found.receiver.receive(body, request);
      return { outcome: "unsupported", status: 404, version, reason: "no receiver has this path" };
    },
  };
}

/** The path of a path or URL, without query and fragment. */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, "");
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

function trimmed(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end -= 1;
  return path.slice(path.startsWith("/") ? 1 : 0, end);
}

function byEnvelope(receivers: readonly VersionReceiver[]): Receiver {
  const [first] = receivers;
  if (first === undefined) throw new TypeError("combined receivers need at least one receiver");
  refuseSameEnvelopes(receivers);
  const byDetail = receivers.toSorted((a, b) => b.envelope.length - a.envelope.length);
  const maxBytes = Math.max(...receivers.map((receiver) => receiver.maxBytes));
  const bodyDeadline = Math.max(...receivers.map((receiver) => receiver.bodyDeadline));
  const version = versions(receivers);
  const choose = (read: ReadBody): VersionReceiver => {
    const parsed = read instanceof Body ? read.parse() : read;
    return ("json" in parsed ? byDetail.find(({ envelope }) => hasAll(parsed.json, envelope)) : undefined) ?? first;
  };
  return {
    version,
    answersGet: receivers.some(({ answersGet }) => answersGet === true),
    receive: async (body, request) => {
      // The receiver that a request is handed to says again what was found here, and tells its hooks.
      if (request !== undefined && checkRequest(request, version, maxBytes, first.form))
        return await first.receive("", request);
      try {
        const since = performance.now();
        const reading = readBody(body, maxBytes, readingOf(request, first.form));
        const read = await withinDeadline(reading, bodyDeadline);
        return await choose(read).receive(new BodyRead(read, since), request);
      } catch (error) {
        return await first.receive(brokenBody(error), request);
      }
    },
  };
}

function hasAll(json: object, names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(json, name));
}

function refuseSameEnvelopes(receivers: readonly VersionReceiver[]): void {
  const seen = new Map<string, string>();
  for (const { version, envelope } of receivers) {
    const members = JSON.stringify(envelope.toSorted());
    const other = seen.get(members);
    if (other !== undefined) {
      throw new TypeError(`bodies of versions ${other} and ${version} have the same members; combine them by route`);
    }
    seen.set(members, version);
  }
}

function versions(receivers: readonly Receiver[]): string {
  return [...new Set(receivers.map(({ version }) => version))].join(", ");
}
