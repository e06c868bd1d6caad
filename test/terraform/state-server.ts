import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** A server for Terraform's backend `http` that asks for Basic credentials. */
export type StateServer = {
  /** Ends with a `/`; what stands behind is up to the spec. */
  readonly url: string;
  /** By path, without the leading `/`. */
  readonly states: Map<string, string>;
  /** What holds a state's lock: Terraform's own JSON, by the state's path. */
  readonly locks: Map<string, string>;
  /** `LOCK plain/acme-iam`, in order, without query. */
  readonly requests: string[];
  stop(): Promise<void>;
};

/** What a server's requests mean, by method and path: the state's path and what to do with it. */
type Dialect = (method: string, path: string) => readonly [act: Act, state: string] | undefined;
type Act = "read" | "write" | "lock" | "unlock";
type Asked = [state: string, body: string, query: URLSearchParams];
type Answer = readonly [status: number, content: string];

const PLAIN: Readonly<Record<string, Act>> = { GET: "read", PUT: "write", LOCK: "lock", UNLOCK: "unlock" };
const GITLAB: Readonly<Record<string, Act>> = {
  "GET ": "read",
  "POST ": "write",
  "POST /lock": "lock",
  "DELETE /lock": "unlock",
};

/** As Terraform's documentation has it, with PUT. https://developer.hashicorp.com/terraform/language/backend/http */
const plain: Dialect = (method, path) => {
  const act = PLAIN[method];
  return act && [act, path];
};

/** https://docs.gitlab.com/user/infrastructure/iac/terraform_state/ */
const gitlab: Dialect = (method, path) => {
  const [, state = "", lock = ""] = /^(.*?)(\/lock)?$/.exec(path) ?? [];
  const act = GITLAB[`${method} ${lock}`];
  return act && [act, state];
};

/** Starts a server on a free port of 127.0.0.1. Any other request than the dialect's own is answered with 405. */
export async function startStateServer(
  dialect: "plain" | "gitlab",
  credentials: { readonly username: string; readonly password: string },
): Promise<StateServer> {
  const states = new Map<string, string>();
  const locks = new Map<string, string>();
  const requests: string[] = [];
  const expected = `Basic ${btoa(`${credentials.username}:${credentials.password}`)}`;
  const meaning = dialect === "plain" ? plain : gitlab;

  const acts: Readonly<Record<Act, (...asked: Asked) => Answer>> = {
    read: (state) => (states.has(state) ? [200, states.get(state) ?? ""] : [404, ""]),
    write: (state, body, query) => {
      const holder = locks.get(state);
      if (holder !== undefined && JSON.parse(holder).ID !== query.get("ID")) return [423, holder];
      states.set(state, body);
      return [200, ""];
    },
    lock: (state, body) => {
      const holder = locks.get(state);
      if (holder !== undefined) return [423, holder];
      locks.set(state, body);
      return [200, ""];
    },
    unlock: (state, body) => {
      const holder = locks.get(state) ?? "{}";
      // `force-unlock` sends no body
      if (body !== "" && JSON.parse(holder).ID !== JSON.parse(body).ID) return [409, holder];
      locks.delete(state);
      return [200, ""];
    },
  };

  const respond = (authorization: string | undefined, act: Act | undefined, ...asked: Asked): Answer => {
    if (authorization !== expected) return [401, ""];
    return act === undefined ? [405, ""] : acts[act](...asked);
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const path = pathname.slice(1);
    const method = request.method ?? "";
    requests.push(`${method} ${path}`);
    const body = await text(request);
    const [act, state = ""] = meaning(method, path) ?? [];
    const [status, content] = respond(request.headers.authorization, act, state, body, searchParams);
    response.writeHead(status).end(content);
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
  return { url: `http://127.0.0.1:${port}/`, states, locks, requests, stop };
}
