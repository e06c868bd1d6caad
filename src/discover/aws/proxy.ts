import { NodeHttpHandler } from "@smithy/node-http-handler";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for an address, or undefined; as the AWS CLI reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY: lower case goes
 * before upper case, and a name in NO_PROXY stands for the names below it too, with or without a dot or `*.` before it.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html
 */
export function proxyFor(address: URL, env: Environment): string | undefined {
  const variable = (name: string) => env[name] || env[name.toUpperCase()] || "";
  const proxy = variable(`${address.protocol.replace(":", "")}_proxy`);
  if (proxy === "" || isBypassed(address, variable("no_proxy"))) return undefined;
  return /^https?:\/\//.test(proxy) ? proxy : `http://${proxy.replace(/^\/\//, "")}`;
}

function isBypassed({ host, hostname }: URL, list: string): boolean {
  const names = list.split(",").map((name) => name.trim().toLowerCase());
  return names.some((name) => {
    const bare = name.replace(/^\*?\./, "");
    if (name === "*") return true;
    return bare !== "" && [hostname, host].some((own) => own === bare || own.endsWith(`.${bare}`));
  });
}

export interface Transport {
  readonly env: Environment;
  /** Certificates that TLS trusts in place of Node's own, as PEM. */
  readonly trusted: string | undefined;
}

const LIMITS = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true } as const;

/** Sends requests as the SDK does, each through the proxy that its address asks for. */
export class ProxyingHandler extends NodeHttpHandler {
  readonly #transport: Transport;
  readonly #proxied = new Map<string, NodeHttpHandler>();

  constructor(transport: Transport) {
    const { trusted } = transport;
    super({ ...LIMITS, ...(trusted !== undefined && { httpsAgent: { ca: trusted } }) });
    this.#transport = transport;
  }

  override async handle(...[request, options]: Parameters<NodeHttpHandler["handle"]>) {
    const { protocol, hostname, port } = request;
    const address = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`);
    const proxy = proxyFor(address, this.#transport.env);
    return proxy === undefined ? super.handle(request, options) : this.#via(proxy).handle(request, options);
  }

  override destroy(): void {
    super.destroy();
    for (const handler of this.#proxied.values()) handler.destroy();
  }

  #via(proxy: string): NodeHttpHandler {
    const handler = this.#proxied.get(proxy) ?? proxied(proxy, this.#transport.trusted);
    this.#proxied.set(proxy, handler);
    return handler;
  }
}

function proxied(proxy: string, trusted: string | undefined): NodeHttpHandler {
  const ca = trusted === undefined ? {} : { ca: trusted };
  const httpAgent = new HttpProxyAgent(proxy, ca);
  const httpsAgent = new HttpsProxyAgent(proxy, ca);
  Object.assign(httpsAgent.options, ca); // the agent's own options are for the proxy, these for what is behind it
  return new NodeHttpHandler({ ...LIMITS, httpAgent, httpsAgent });
}
