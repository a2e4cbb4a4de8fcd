// A local server that hands each request to a taker and answers with its status.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { discardRest, readNodeRequest } from "../runtime/node-request.ts";
import type { RequestInfo } from "../runtime/check-request.ts";
import type { Headers } from "./redact.ts";
import type { Receipt } from "./take-webhook.ts";

export interface ServeOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly take: (body: unknown, info: RequestInfo, headers: Headers) => Promise<Receipt>;
  /** Called before the answer goes out. */
  readonly onReceipt: (receipt: Receipt) => Promise<void> | void;
}

export interface Served {
  readonly url: string;
  /** Takes no more, lets what runs end, and cuts off what does not end within two seconds. */
  readonly close: () => Promise<void>;
}

export type Serving = Served | { readonly problem: string };

const LONGEST_CLOSE = 2000;

export async function serve({ host, port, take, onReceipt }: ServeOptions): Promise<Serving> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { body, info } = readNodeRequest(request);
    try {
      const receipt = await take(body, info, request.headers);
      await onReceipt(receipt);
      response.writeHead(receipt.status, { "content-length": "0" });
    } catch {
      // The client went away within its body, or recording failed.
      if (!response.headersSent) response.writeHead(500, { "content-length": "0" });
    }
    response.flushHeaders();
    const ended = await discardRest(request);
    response.end();
    if (!ended) request.destroy();
  };
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 5000 }, (request, response) => {
    void answer(request, response);
  });
  const problem = await listening(server, host, port);
  if (problem !== undefined) return { problem };
  return { url: urlOf(server.address()), close: () => closed(server) };
}

function listening(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(`${host}:${port} can't be listened on: ${error.code ?? error.message}`);
    });
    server.listen({ host, port }, () => {
      resolve(undefined);
    });
  });
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") return "";
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, LONGEST_CLOSE);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
