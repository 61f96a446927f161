/** What stands in a secret's place. */
const MASK = "[secret]";

/** A credential, and how a server may send it back. */
export interface Secret {
  /** The name it goes with in HTTP's basic sign-in, null where there is none. */
  readonly user: string | null;
  readonly token: string;
}

/**
 * Makes the last barrier before the log: a function that masks each secret wherever it stands in a
 * text, as it is, percent-encoded or in base64, in upper or lower case.
 */
export function createSecretHider(secrets: readonly Secret[]): (text: string) => string {
  const forms = new Set(secrets.flatMap(listForms).filter((form) => form !== ""));
  if (forms.size === 0) return (text) => text;
  // The longest first, so that no part of one is left over where a shorter one is a part of it.
  const ordered = [...forms].sort((a, b) => b.length - a.length).map(escapeForPattern);
  const pattern = new RegExp(ordered.join("|"), "giu");
  return (text) => text.replace(pattern, MASK);
}

function listForms({ user, token }: Secret): readonly string[] {
  const word = token.trim();
  const pairs = user === null ? [word] : [word, `${user}:${word}`];
  const encoded = pairs.flatMap((text) => {
    const bytes = Buffer.from(text);
    return [bytes.toString("base64").replace(/=+$/u, ""), bytes.toString("base64url")];
  });
  const inAddress = [encodeURIComponent, encodeURI].map((encode) => encode(word.toWellFormed()));
  return [word, ...inAddress, ...encoded];
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
