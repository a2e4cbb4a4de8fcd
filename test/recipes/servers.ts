// Redis and Postgres of the system's packages, as an ordinary user, in a folder of their own and on a socket in it.
import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, test } from "vitest";

export interface Server {
  /** Where clients find it: behind a proxy, some milliseconds away as over a network. */
  url(): string;
  start(): Promise<void>;
  /** Ends without writing anything more, as in a crash. */
  crash(): Promise<void>;
  /** From here on it takes connections and commands, and nobody gets an answer. */
  freeze(): void;
  thaw(): void;
}

interface Kind {
  /** The Debian package. */
  readonly debian: string;
  readonly program: string;
  readonly prepare?: (folder: string, programs: string) => readonly string[];
  readonly args: (folder: string) => readonly string[];
  readonly socket: string;
  readonly url: (folder: string) => string;
  readonly crash: NodeJS.Signals;
  readonly isReady: (folder: string, programs: string) => Promise<boolean>;
}

const redis: Kind = {
  debian: "redis-server",
  program: "redis-server",
  args: (folder) => [
    ...["--port", "0", "--unixsocket", join(folder, "redis.sock"), "--dir", folder, "--save", ""],
    ...["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"],
  ],
  socket: "redis.sock",
  url: (folder) => join(folder, "redis.sock"),
  crash: "SIGKILL",
  isReady: (folder) => answers(join(folder, "redis.sock"), "PING\r\n", "+PONG"),
};

const postgres: Kind = {
  debian: "postgresql",
  program: "postgres",
  prepare: (folder, programs) => [
    ...[join(programs, "initdb"), "--pgdata", join(folder, "data"), "--username", "postgres"],
    ...["--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C"],
  ],
  args: (folder) => [
    "-D",
    join(folder, "data"),
    "-k",
    folder,
    "-c",
    "listen_addresses=",
    "-c",
    "synchronous_commit=on",
  ],
  socket: ".s.PGSQL.5432",
  url: (folder) => `postgres://postgres@localhost/postgres?host=${folder}`,
  // To be quit at once is a crash to Postgres: it recovers when it starts again.
  crash: "SIGQUIT",
  isReady: (folder, programs) =>
    Promise.resolve(spawnSync(join(programs, "pg_isready"), ["-q", "-h", folder]).status === 0),
};

const kinds = { redis, postgres };
const names = { redis: "Redis", postgres: "Postgres" };

/** A `describe` that skips, and says why, where the server is not installed; with HOOKSMITH_REQUIRE_QUEUES=1 it fails instead. */
export function describeServer(kind: keyof typeof kinds, name: string, body: (server: Server) => void): void {
  const programs = folderOf(kinds[kind].program);
  const missing = `no ${names[kind]} found; apt-get install ${kinds[kind].debian}`;
  if (programs !== undefined) describe.sequential(name, () => body(useServer(kinds[kind], programs)));
  else if (process.env["HOOKSMITH_REQUIRE_QUEUES"] === "1")
    test(name, () => {
      throw new Error(`${missing}: the recipes must be tested here, not skip`);
    });
  else
    describe.skip(`${name} (skipped: ${missing})`, () => {
      test("its tests start a server");
    });
}

/** Debian keeps the programs of each version of Postgres in a folder that is not on the path. */
function folderOf(program: string): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), "/usr/bin"];
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...folders, ...path].find((folder) => existsSync(join(folder, program)));
}

/** Postgres refuses root: `nobody` then. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

function useServer(kind: Kind, programs: string): Server {
  let folder = "";
  let child: ChildProcess | undefined;
  let output = "";
  let proxy: Proxy | undefined;
  const options = { ...user, cwd: "/" };

  async function start(): Promise<void> {
    rmSync(join(folder, kind.socket), { force: true });
    const started = spawn(join(programs, kind.program), kind.args(folder), { ...options, stdio: "pipe" });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
    for (let tries = 0; !(await kind.isReady(folder, programs)); tries += 1) {
      if (started.exitCode !== null || tries > 600) throw new Error(`${kind.program} does not start:\n${output}`);
      await wait(50);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined) return;
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    child.kill(signal);
    child = undefined;
    await ended;
  }

  beforeAll(async () => {
    folder = mkdtempSync("/tmp/queue-"); // the path of a socket has 107 characters at most
    mkdirSync(join(folder, "proxy"));
    process.once("exit", () => child?.kill("SIGKILL"));
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
    const [command, ...args] = kind.prepare?.(folder, programs) ?? [];
    if (command !== undefined) await promisify(execFile)(command, args, options);
    await start();
    proxy = await startProxy(join(folder, "proxy", kind.socket), join(folder, kind.socket));
  });
  afterAll(async () => {
    proxy?.stop();
    await end("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    url: () => kind.url(join(folder, "proxy")),
    start,
    crash: () => end(kind.crash),
    freeze: () => proxy?.freeze(),
    thaw: () => proxy?.thaw(),
  };
}

interface Proxy {
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => void;
}

/** Milliseconds that it takes there, and as many back. */
const AWAY = 10;

/** Passes on what comes, later; what was on its way when either side ended still arrives. */
async function startProxy(from: string, to: string): Promise<Proxy> {
  const open = new Set<Socket>();
  let isFrozen = false;
  let held: (() => void)[] = [];
  const pass = (source: Socket, target: Socket, isAnswer: boolean): void => {
    const later = (what: () => void) => setTimeout(() => (isFrozen && isAnswer ? held.push(what) : what()), AWAY);
    open.add(source);
    source.on("data", (chunk) => later(() => target.write(chunk)));
    source.on("error", () => source.destroy());
    source.on("close", () => {
      open.delete(source);
      later(() => target.end());
    });
  };
  const server = createServer((client) => {
    const behind = connect(to);
    pass(client, behind, false);
    pass(behind, client, true);
  });
  await new Promise<void>((resolve) => server.listen(from, resolve));
  return {
    freeze: () => (isFrozen = true),
    thaw: () => {
      isFrozen = false;
      for (const pass of held) pass();
      held = [];
    },
    stop: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function answers(path: string, question: string, want: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .setTimeout(1000, () => end(false))
      .on("error", () => end(false))
      .on("close", () => end(false))
      .on("data", (data) => end(data.toString().startsWith(want)))
      .write(question);
  });
}
