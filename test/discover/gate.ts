import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { environmentFor } from "../terraform/emulator";

/** Stands before the emulator as AWS and as HTTP proxy, knows the calls by their permissions, and may refuse some. */
export interface Gate {
  /** The environment in which the gate is all there is of AWS. */
  readonly env: Record<string, string>;
  /** Every call that came, in order. */
  readonly seen: string[];
  /** Requests as they came: with the whole address where the gate was asked as a proxy. */
  readonly targets: string[];
  readonly agents: Set<string>;
}

type Answer = "pass" | "deny" | "throttle" | { readonly status: number; readonly code: string };

/** What becomes of a call; `nth` counts the calls of its name from 1. */
export type Rule = (call: string, nth: number, region: string) => Answer;

export async function openGate(emulator: string, rule: Rule = () => "pass"): Promise<Gate> {
  const seen: string[] = [];
  const targets: string[] = [];
  const agents = new Set<string>();
  const server = createServer(async (incoming, outgoing) => {
    const body = await read(incoming);
    const call = callOf(incoming, body.toString("utf8"));
    seen.push(call);
    targets.push(incoming.url ?? "");
    agents.add(String(incoming.headers["user-agent"]));
    const region = /Credential=[^/]*\/\d+\/([^/]+)/.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
    const answer = rule(call, seen.filter((one) => one === call).length, region);
    if (answer === "pass") pass(emulator, incoming, body, outgoing);
    else refuse(call, answer, outgoing);
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { env: environmentFor(`http://127.0.0.1:${port}`), seen, targets, agents };
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function pass(emulator: string, incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
  const { hostname, port } = new URL(emulator);
  const { method, headers, url: path } = incoming;
  const onward = request({ hostname, port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  onward.end(body);
}

function refuse(call: string, answer: Exclude<Answer, "pass">, outgoing: ServerResponse): void {
  const json = /^(iot|secretsmanager):/.test(call);
  const { status, code } =
    answer === "deny"
      ? { status: 403, code: json ? "AccessDeniedException" : "AccessDenied" }
      : answer === "throttle"
        ? { status: 400, code: json ? "ThrottlingException" : "Throttling" }
        : answer;
  const message = `refused: ${call}`;
  outgoing.writeHead(status, json ? { "x-amzn-errortype": code, "content-type": "application/json" } : {});
  outgoing.end(
    json
      ? JSON.stringify({ __type: code, message })
      : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
}

/** The paths of the REST calls. */
const PATHS: readonly (readonly [RegExp, string])[] = [
  [/^\/things$/, "iot:ListThings"],
  [/^\/thing-types$/, "iot:ListThingTypes"],
  [/^\/things\/[^/]+\/principals$/, "iot:ListThingPrincipals"],
  [/^\/principals\/things$/, "iot:ListPrincipalThings"],
  [/^\/certificates$/, "iot:ListCertificates"],
  [/^\/attached-policies\/.+$/, "iot:ListAttachedPolicies"],
  [/^\/policies$/, "iot:ListPolicies"],
  [/^\/policies\/[^/]+$/, "iot:GetPolicy"],
  [/^\/policy-targets\/[^/]+$/, "iot:ListTargetsForPolicy"],
  [/^\/job-templates$/, "iot:ListJobTemplates"],
  [/^\/v20180820\/accesspoint$/, "s3:ListAccessPoints"],
  [/^\/v20180820\/accesspoint\/[^/]+$/, "s3:GetAccessPoint"],
  [/^\/v20180820\/accesspoint\/[^/]+\/policy$/, "s3:GetAccessPointPolicy"],
];

const SERVICES = { iam: "iam", sts: "sts", cloudformation: "cloudformation" } as const;

/** A request by the permission that it needs. */
function callOf({ url = "", headers, method }: IncomingMessage, body: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.replace(".", ":");
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  const service = /Credential=[^/]*\/\d+\/[^/]+\/(\w+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
  if (action !== undefined)
    return `${Object.entries(SERVICES).find(([name]) => name === service)?.[1]}:${action}`;
  const path = new URL(url, "http://emulator").pathname;
  return PATHS.find(([pattern]) => pattern.test(path))?.[1] ?? `${method} ${path}`;
}
