import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { proxyFor } from "../../src/discover/aws/proxy";
import { temporaryFolder } from "../support/folders";
import { rooms, runIn } from "../support/run";
import { type Ended, ended, makeProgram, type Program } from "./program";

const ARGS = ["discover", "--account", "123456789012", "--region", "us-east-1"];

describe("the command line of discover", () => {
  const never = () => {
    throw new Error("loaded");
  };
  const run = (args: readonly string[], env = {}) =>
    runIn(temporaryFolder(), args, { rooms: { ...rooms, discover: never }, env });

  it.each([
    [["discover"], "discover needs --account, the 12 digits of the account to read"],
    [["discover", "--account", "12"], '--account takes 12 digits, not "12"'],
    [["discover", "--account", "123456789012"], "discover needs --region, once for each Region to read"],
    [[...ARGS, "--region", "us-west2"], 'did you mean "us-west-2"?'],
    [[...ARGS, "--region", "us-east-1,us-west-2"], "--region takes one of"],
    [[...ARGS, "--name", "my account"], '--name "my account": '],
    [[...ARGS, "--profile", ""], "--profile takes a profile's name, not nothing"],
    [[...ARGS, "spec.yaml"], "discover takes no spec; it prints one"],
    [[...ARGS, "--out", "x"], "unknown option --out"],
  ])("%j is refused with exit 2, before the SDK is loaded", async (args, words) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
  });

  it("a CA bundle that can't be read is exit 3", async () => {
    expect(await run(ARGS, { AWS_CA_BUNDLE: "missing.pem" })).toEqual({
      code: 3,
      out: "",
      err: "can't read missing.pem (AWS_CA_BUNDLE): no such file or folder\n",
    });
  });

  it("hands on Regions once, in order, the name and the profile; shows findings and keeps the product apart", async () => {
    const asked: unknown[] = [];
    const discover = async () => async (request: object) => {
      asked.push(request);
      const found = (index: number) =>
        ({
          code: "certificate-active",
          severity: "warning",
          where: "us-east-1",
          message: `n\u202e${index}`,
          help: "h",
        }) as const;
      return { text: "the spec\n", findings: [0, 1, 2, 3, 4].map(found) };
    };
    const args = [
      ...ARGS,
      "--region",
      "eu-west-1",
      "--region",
      "us-east-1",
      "--name",
      "mine",
      "--profile",
      "p",
    ];
    const { code, out, err } = await runIn(temporaryFolder(), args, { rooms: { ...rooms, discover } });
    expect({ code, out }).toEqual({ code: 0, out: "the spec\n" });
    expect(asked).toMatchObject([{ regions: ["us-east-1", "eu-west-1"], name: "mine", profile: "p" }]);
    expect(err).toBe(
      [
        ...[0, 1, 2].map((n) => `us-east-1: warning certificate-active: n\\u202e${n}\n  help: h\n`),
        "us-east-1: 2 more of certificate-active; the spec has each where it belongs\n",
        "5 warnings, 0 infos. Nothing was changed. Next: save what was printed, and compile it\n",
      ].join("\n"),
    );
  });
});

describe("proxies are chosen as by the AWS CLI", () => {
  const PROXY = { https_proxy: "http://proxy:3128" };
  it.each([
    ["https://iot.us-east-1.amazonaws.com", PROXY, "http://proxy:3128"],
    ["https://iot.us-east-1.amazonaws.com", { HTTPS_PROXY: "proxy:3128" }, "http://proxy:3128"],
    [
      "https://iot.us-east-1.amazonaws.com",
      { HTTPS_PROXY: "http://upper", https_proxy: "http://lower" },
      "http://lower",
    ],
    ["https://iot.us-east-1.amazonaws.com", { HTTP_PROXY: "http://proxy" }, undefined],
    ["http://127.0.0.1:4566", { HTTP_PROXY: "https://u:p@proxy" }, "https://u:p@proxy"],
    ["https://iot.us-east-1.amazonaws.com", { ...PROXY, NO_PROXY: "amazonaws.com" }, undefined],
    ["https://iot.us-east-1.amazonaws.com", { ...PROXY, NO_PROXY: "example.com, .amazonaws.com" }, undefined],
    ["https://iot.us-east-1.amazonaws.com", { ...PROXY, NO_PROXY: "*.amazonaws.com" }, undefined],
    ["https://iot.us-east-1.amazonaws.com", { ...PROXY, NO_PROXY: "*" }, undefined],
    ["https://iot.us-east-1.amazonaws.com", { ...PROXY, NO_PROXY: "onaws.com" }, "http://proxy:3128"],
    ["https://localhost:4566", { ...PROXY, NO_PROXY: "localhost:4566" }, undefined],
    ["https://localhost:4566", { ...PROXY, NO_PROXY: "localhost:1" }, "http://proxy:3128"],
    ["https://localhost:4566", { ...PROXY, NO_PROXY: "" }, "http://proxy:3128"],
  ])("%s with %j", (address, env, proxy) => {
    expect(proxyFor(new URL(address), env)).toBe(proxy);
  });
});

describe("the way to AWS", () => {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  let program: Program;
  beforeAll(async () => {
    program = await makeProgram();
  });

  const KEYS = {
    AWS_ACCESS_KEY_ID: "AKIASECRET",
    AWS_SECRET_ACCESS_KEY: "hunter2",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const run = (env: Record<string, string>): Promise<Ended> => program.run(ARGS, { ...KEYS, ...env });

  it("goes through HTTPS_PROXY, by TLS that AWS_CA_BUNDLE trusts", async () => {
    const { port, cert } = await tlsServer();
    const proxy = await connectProxy();
    const env = {
      AWS_ENDPOINT_URL: `https://localhost:${port}`,
      HTTPS_PROXY: `http://user:hunter2@127.0.0.1:${proxy.port}`,
    };
    const far = {
      code: 3,
      out: "",
      err: expect.stringMatching(/^these credentials are of the account 111111111111, not of 123456789012;/),
    };
    expect(await run({ ...env, AWS_CA_BUNDLE: cert })).toEqual(far);
    expect(proxy.seen).toEqual([`localhost:${port} Basic ${Buffer.from("user:hunter2").toString("base64")}`]);
    expect(await run({ ...env, AWS_CA_BUNDLE: cert, NO_PROXY: "localhost" })).toEqual(far);
    expect(proxy.seen).toHaveLength(1);
    const { code, err } = await run(env);
    expect({ code, err }).toEqual({
      code: 3,
      err: "sts:GetCallerIdentity in us-east-1: the server's certificate can't be verified (DEPTH_ZERO_SELF_SIGNED_CERT); AWS_CA_BUNDLE names a file with your own authority\n",
    });
  });

  it("says that the proxy refuses, without its password", async () => {
    const proxy = await connectProxy(407);
    const { code, out, err } = await run({ HTTPS_PROXY: `http://user:hunter2@127.0.0.1:${proxy.port}` });
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(
      /^can't reach AWS for sts:GetCallerIdentity in us-east-1: the proxy wants another name or password \(407\);/,
    );
    expect(err).not.toContain("hunter2");
  });

  it.each([
    [{ AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, "connection refused"],
    [{ HTTPS_PROXY: "http://127.0.0.1:1" }, "connection refused"],
    [{ HTTPS_PROXY: "http://user:hunter2@a b" }, "the proxy's or the endpoint's address is not a URL"],
    [{ AWS_ENDPOINT_URL: "http://nowhere.invalid" }, "no such host (nowhere.invalid)"],
  ])("says in one sentence what does not answer: %j", async (env, why) => {
    const { code, out, err } = await run(env);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toBe(
      `can't reach AWS for sts:GetCallerIdentity in us-east-1: ${why}; HTTPS_PROXY, NO_PROXY and AWS_ENDPOINT_URL are read as by the AWS CLI\n`,
    );
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends at once on %s, while it waits for an answer", async (signal, code) => {
    const server = await listening(createHttpServer());
    const asked = new Promise<void>((done) => server.server.once("request", () => done()));
    const child = program.start(ARGS, { ...KEYS, AWS_ENDPOINT_URL: `http://127.0.0.1:${server.port}` });
    const end = ended(child);
    await asked;
    const before = Date.now();
    child.kill(signal);
    expect(await end).toEqual({ code, out: "", err: "" });
    expect(Date.now() - before).toBeLessThan(5_000);
  });
});

async function listening<S extends Server>(server: S): Promise<{ server: S; port: number }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** AWS STS over TLS, for the account 111111111111. */
async function tlsServer(): Promise<{ port: number; cert: string }> {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key];
  execFileSync("openssl", ["req", "-x509", ...curve, "-out", cert, "-days", "2", ...subject], {
    stdio: "pipe",
  });
  const server = createHttpsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, answer) => {
    answer.end(
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
    );
  });
  return { port: (await listening(server)).port, cert };
}

/** An HTTP proxy that opens tunnels, or answers with a refusal. */
async function connectProxy(refusal?: number): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const server = createHttpServer();
  server.on("connect", (request, socket: Socket) => {
    seen.push(`${request.url} ${request.headers["proxy-authorization"]}`);
    if (refusal !== undefined)
      return void socket.end(`HTTP/1.1 ${refusal} Refused\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(Number(request.url?.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) end.on("error", () => {});
  });
  return { port: (await listening(server)).port, seen };
}
