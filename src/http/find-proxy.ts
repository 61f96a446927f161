import { BlockList, isIP } from "node:net";
import { ProviderError } from "../model/provider-error.ts";
import { hostOf, portOf } from "./url-parts.ts";

/** The variables that name proxies, in upper or lower case. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

const SETTING = "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY";

/** What a person looks at when a proxy is at fault. */
export const PROXY_HINT = `check the variables ${SETTING}`;

/**
 * The proxy for an address, null for none: `HTTPS_PROXY` or `HTTP_PROXY` by the address, else
 * `ALL_PROXY`; lower case goes first. As in `gh` and `glab`, this machine itself is never asked through
 * a proxy, and `NO_PROXY` names hosts with all below them, ports, networks (`10.0.0.0/8`) and `*`. The
 * variable is not obeyed in upper case where a web server sets it: https://httpoxy.org
 */
export function findProxy(url: URL, env: ProxyEnvironment): URL | null {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || "";
  const isHttp = url.protocol === "http:";
  const own = isHttp && env.REQUEST_METHOD ? (env.http_proxy ?? "") : read(toVariable(isHttp));
  const text = own || read("ALL_PROXY");
  if (text === "") return null;
  const host = hostOf(url).toLowerCase();
  const target = { host, port: String(portOf(url)) };
  if (isLoopback(host) || isExcepted(target, read("NO_PROXY"))) return null;
  return parseProxy(text);
}

function toVariable(isHttp: boolean): string {
  return isHttp ? "HTTP_PROXY" : "HTTPS_PROXY";
}

/** Its text may hold a password, so it is never shown. */
function parseProxy(text: string): URL {
  const address = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  const fault = url === null ? "is no address" : `is of a kind that cimon does not speak`;
  throw new ProviderError("network", `the proxy in the environment ${fault}`, {
    hint: `give an http or https proxy; ${PROXY_HINT}`,
  });
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

interface Target {
  readonly host: string;
  readonly port: string;
}

function isExcepted(target: Target, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .some((entry) => entry !== "" && isMatch(target, entry));
}

function isMatch({ host, port }: Target, entry: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInNetwork(host, entry);
  const [, name = entry, only] = /^\[?(.*?)\]?:(\d+)$/u.exec(isIP(entry) === 6 ? "" : entry) ?? [];
  if (only !== undefined && only !== port) return false;
  const domain = name.replace(/^\*?\./u, "");
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
}

function isInNetwork(host: string, entry: string): boolean {
  const [network = "", bits = ""] = entry.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/u.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const networks = new BlockList();
  networks.addSubnet(network, Number(bits), type);
  return networks.check(host, type);
}
