/** Who signs in: with a token, with a name and a password, or nobody. */
export type ServerLogin =
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "password"; readonly user: string; readonly password: string };

/** Where a `cimon serve` is. */
export interface ServerAddress {
  /** Without a slash at its end. */
  readonly url: string;
  readonly host: string;
  /** The header that signs in; null for nobody. */
  readonly authorization: string | null;
}

/** Reads the address of a server; null where it is no web address or holds a password. */
export function readServerAddress(text: string, login: ServerLogin): ServerAddress | null {
  const withScheme = /^https?:\/\//iu.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) return null;
  const { protocol, host, pathname, username, password, search, hash } = new URL(withScheme);
  if (username !== "" || password !== "" || search !== "" || hash !== "") return null;
  const url = `${protocol}//${host}${pathname.replace(/\/+$/u, "")}`;
  return { url, host, authorization: toHeader(login) };
}

function toHeader(login: ServerLogin): string | null {
  switch (login.kind) {
    case "none":
      return null;
    case "token":
      return `Bearer ${login.token}`;
    case "password": {
      const pair = Buffer.from(`${login.user}:${login.password}`).toString("base64");
      return `Basic ${pair}`;
    }
  }
}
