/** Where a git remote leads, as a person would open it. */
export interface RemoteAddress {
  /** The server's web address, a port only where the remote itself is http or https. */
  readonly url: string;
  readonly host: string;
  /** The repository's path without slashes around it and without `.git`. */
  readonly path: string;
}

// Both vendors also serve ssh on port 443, under another name.
const SSH_HOSTS: Readonly<Record<string, string>> = {
  "ssh.github.com": "github.com",
  "altssh.gitlab.com": "gitlab.com",
  "www.github.com": "github.com",
};
const SCHEMES = ["http:", "https:", "ssh:", "git:", "git+ssh:", "ssh+git:"];
const SCP_LIKE = /^(?:[^@/\s]+@)?(?<host>[\w.-]{2,}):(?!\/\/)(?<path>.+)$/u;

/**
 * Reads a remote of the forms git takes: https, ssh, git and scp-like. Credentials in it are dropped.
 * Null for a path on this machine and for names that no CI server has.
 */
export function parseRemoteUrl(remote: string): RemoteAddress | null {
  const scp = SCP_LIKE.exec(remote)?.groups;
  if (!remote.includes("://") && scp?.host !== undefined) {
    return toAddress("https:", scp.host, "", scp.path ?? "");
  }
  if (!URL.canParse(remote)) return null;
  const { protocol, hostname, port, pathname } = new URL(remote);
  if (!SCHEMES.includes(protocol)) return null;
  const isWeb = protocol === "http:" || protocol === "https:";
  return toAddress(isWeb ? protocol : "https:", hostname, isWeb ? port : "", pathname);
}

function toAddress(
  protocol: string,
  hostname: string,
  port: string,
  rawPath: string,
): RemoteAddress | null {
  const lower = hostname.toLowerCase();
  const name = SSH_HOSTS[lower] ?? lower;
  const path = rawPath.replace(/^\/+|\/+$/gu, "").replace(/\.git$/u, "");
  const parts = path.split("/");
  // What a vendor allows in a name; a glob or a step upwards must not get through to the API.
  if (name === "" || parts.length < 2) return null;
  if (!parts.every((part) => /^[\w+-][\w.+-]*$|^\.[\w+-][\w.+-]*$/u.test(part))) return null;
  const host = port === "" ? name : `${name}:${port}`;
  return { url: `${protocol}//${host}`, host, path };
}
