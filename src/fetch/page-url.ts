// Says which addresses may be asked: https anywhere, http only on this machine and only where that is allowed.

export interface UrlPolicy {
  /** Allow http to this machine itself. */
  readonly allowLocalhost: boolean;
}

const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The address, or what is wrong with it, in words. */
export function readUrl(text: string, policy: UrlPolicy): { readonly url: URL } | { readonly problem: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return { problem: "it is no address that can be read" };
  const problem = problemOf(url, policy);
  return problem === undefined ? { url } : { problem };
}

/** What keeps a page from being asked there; undefined for nothing. */
export function problemOf({ protocol, hostname, username, password }: URL, policy: UrlPolicy): string | undefined {
  if (username !== "" || password !== "") return "it holds a user name or a password";
  if (protocol === "https:") return undefined;
  if (protocol !== "http:") return `pages are got over https, not over ${protocol.slice(0, -1)}`;
  if (!LOCAL.has(hostname)) return "pages are got over https; http is for this machine only";
  return policy.allowLocalhost ? undefined : "http to this machine needs --allow-localhost";
}
