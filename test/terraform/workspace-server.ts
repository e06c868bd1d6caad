import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";

/**
 * As much of HCP Terraform's API as local execution asks for: workspaces, their locks and states.
 * https://developer.hashicorp.com/terraform/cloud-docs/api-docs/workspaces and …/state-versions
 */
export type WorkspaceServer = {
  /** Leads a program to the server instead of the host, and lets it believe the server's certificate. */
  readonly env: Readonly<Record<string, string>>;
  readonly workspaces: Map<string, Workspace>;
  /** What was asked for and is not there. */
  readonly unknown: string[];
  stop(): Promise<void>;
};

export type Workspace = {
  readonly name: string;
  readonly project: string | undefined;
  locked: boolean;
  state: string | undefined;
};

type Body = {
  readonly data?: {
    readonly attributes?: Readonly<Record<string, string>>;
    readonly relationships?: { readonly project?: { readonly data: { readonly id: string } } };
  };
};
type Answer = readonly [status: number, data?: unknown, headers?: Readonly<Record<string, string>>];

const API = "/api/v2";
const NOT_FOUND: Answer = [404, { errors: [{ status: "404", title: "not found" }] }];

/** Whom the server stands for. */
export const HOST = "terraform.example.com";

/** Starts the server for one organization. Workspaces are made as they are asked for, with local execution. */
export async function startWorkspaceServer(organization: string, token: string) {
  const workspaces = new Map<string, Workspace>();
  const unknown: string[] = [];
  const answer = (method: string, path: string, body: string): Answer => {
    if (path === "/.well-known/terraform.json")
      return [
        200,
        { "tfe.v2": `${API}/`, "tfe.v2.1": `${API}/`, "tfe.v2.2": `${API}/`, "state.v2": `${API}/` },
      ];
    const [route, argument] = routeOf(method, path.replace(API, ""), organization);
    const found = ROUTES[route]?.(workspaces, argument, body);
    if (found === undefined) unknown.push(`${method} ${path}`);
    return found ?? NOT_FOUND;
  };

  const { key, cert, certFile, remove } = certificateFor(HOST);
  const api = createTlsServer({ key, cert }, async (request, response) => {
    const { pathname } = new URL(request.url ?? "", `https://${HOST}`);
    const known = OPEN.test(pathname) || request.headers.authorization === `Bearer ${token}`;
    const [status, data] = known ? answer(request.method ?? "", pathname, await text(request)) : [401];
    const type = pathname.startsWith("/.well-known") ? "application/json" : "application/vnd.api+json";
    const content = typeof data === "string" ? data : data === undefined ? "" : JSON.stringify(data);
    response.writeHead(status, { ...HEADERS, "content-type": type }).end(content);
  });
  const apiPort = await listen(api);
  const tunnels = new Set<Duplex>(); // which the proxy does not count among its connections
  const proxy = createServer();
  proxy.on("connect", (_request, client) => {
    const upstream = connect(apiPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) socket.on("error", () => client.destroy());
    tunnels.add(client);
  });
  const url = `http://127.0.0.1:${await listen(proxy)}`;
  const stop = async (): Promise<void> => {
    for (const socket of tunnels) socket.destroy();
    for (const server of [api, proxy]) server.closeAllConnections();
    await Promise.all([api, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
    remove();
  };
  const env = { HTTPS_PROXY: url, https_proxy: url, SSL_CERT_FILE: certFile };
  return { env, workspaces, unknown, stop } satisfies WorkspaceServer;
}

const HEADERS = { "tfp-api-version": "2.6", "tfp-appname": "HCP Terraform" };

/** What is asked for without a token: an upload's address is a secret of its own. */
const OPEN = /^\/\.well-known\/|\/states\/|\/json-states\//;

type Route = (workspaces: Map<string, Workspace>, argument: string, body: string) => Answer;

const parsed = (body: string): NonNullable<Body["data"]> => (JSON.parse(body) as Body).data ?? {};

/** A path with its variable part taken out: a workspace's name, which here is its id as well. */
function routeOf(method: string, path: string, organization: string): [route: string, argument: string] {
  const [, start = "", argument = "", end = ""] =
    /^(\/organizations\/[^/]+\/workspaces\/|\/workspaces\/|\/(?:json-)?states\/|\/state-versions\/)([^/]+)(.*)$/.exec(
      path,
    ) ?? [];
  const route = start === "" ? path : `${start}NAME${end}`;
  return [`${method} ${route.replace(`/organizations/${organization}`, "/organizations/ORG")}`, argument];
}

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /ping": () => [204],
  "GET /organizations/ORG/entitlement-set": () => [
    200,
    {
      data: {
        id: "org-1",
        type: "entitlement-sets",
        attributes: { operations: true, "state-storage": true },
      },
    },
  ],
  "GET /organizations/ORG/projects": () => [200, { data: [] }],
  "POST /organizations/ORG/projects": (_, __, body) => {
    const name = parsed(body).attributes?.name;
    return [201, { data: { id: `prj-${name}`, type: "projects", attributes: { name } } }];
  },
  "POST /organizations/ORG/workspaces": (workspaces, _, body) => {
    const { attributes, relationships } = parsed(body);
    const name = attributes?.name ?? "";
    const project = relationships?.project?.data.id.replace("prj-", "");
    workspaces.set(name, { name, project, locked: false, state: undefined });
    return shown(workspaces, name);
  },
  "GET /organizations/ORG/workspaces/NAME": (workspaces, name) => shown(workspaces, name),
  "PATCH /organizations/ORG/workspaces/NAME": (workspaces, name) => shown(workspaces, name),
  "GET /workspaces/NAME": (workspaces, name) => shown(workspaces, name),
  "PATCH /workspaces/NAME": (workspaces, name) => shown(workspaces, name),
  "POST /workspaces/NAME/actions/lock": (workspaces, name) => {
    if (workspaces.get(name)?.locked !== false)
      return [409, { errors: [{ status: "409", title: "conflict" }] }];
    return lockedOr(workspaces, name, true);
  },
  "POST /workspaces/NAME/actions/unlock": (workspaces, name) => lockedOr(workspaces, name, false),
  "GET /workspaces/NAME/current-state-version": (workspaces, name) => {
    const workspace = workspaces.get(name);
    return workspace?.state === undefined ? NOT_FOUND : [200, stateVersion(name)];
  },
  "POST /workspaces/NAME/state-versions": (_, name) => [201, stateVersion(name)],
  "GET /state-versions/NAME": (_, name) => [200, stateVersion(name)],
  "PUT /states/NAME": (workspaces, name, body) => {
    const workspace = workspaces.get(name);
    if (workspace) workspace.state = body;
    return [200];
  },
  "PUT /json-states/NAME": () => [200],
  "GET /states/NAME": (workspaces, name) => [200, workspaces.get(name)?.state],
};

function shown(workspaces: Map<string, Workspace>, name: string): Answer {
  const workspace = workspaces.get(name);
  if (workspace === undefined) return NOT_FOUND;
  const permissions = { "can-lock": true, "can-unlock": true, "can-update": true, "can-queue-run": true };
  const mode = { "execution-mode": "local", operations: false, "terraform-version": "latest" };
  const attributes = { name, locked: workspace.locked, permissions, ...mode };
  return [200, { data: { id: name, type: "workspaces", attributes } }];
}

function lockedOr(workspaces: Map<string, Workspace>, name: string, locked: boolean): Answer {
  const workspace = workspaces.get(name);
  if (workspace) workspace.locked = locked;
  return shown(workspaces, name);
}

function stateVersion(name: string) {
  const attributes = {
    "hosted-state-download-url": `https://${HOST}${API}/states/${name}`,
    "hosted-state-upload-url": `https://${HOST}${API}/states/${name}`,
    "hosted-json-state-upload-url": `https://${HOST}${API}/json-states/${name}`,
  };
  return { data: { id: name, type: "state-versions", attributes } };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function certificateFor(host: string) {
  const folder = mkdtempSync(join(tmpdir(), "panorama-tls-"));
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", keyFile];
  execFileSync("openssl", ["req", "-x509", ...key, "-out", certFile, "-days", "2", ...subject], {
    stdio: "pipe",
  });
  const remove = () => rmSync(folder, { recursive: true });
  return { key: readFileSync(keyFile), cert: readFileSync(certFile), certFile, remove };
}
