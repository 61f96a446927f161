import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cleanText } from "../model/clean-text.ts";
import { createProblem } from "./check-config.ts";
import type { ConfigDocument } from "./config-document.ts";
import type { ConfigProblem } from "./config-error.ts";
import type { Authority } from "./resolved-config.ts";

const BEGIN = "-----BEGIN CERTIFICATE-----";

/** What `ca` of a source stands for: none, certificates, or why it cannot be used. */
interface AuthorityOutcome {
  readonly ca: Authority | null;
  readonly problem: ConfigProblem | null;
}

/** Where a `ca` leads: relative to its configuration, `~/` to the home directory. */
export function toAuthorityPath(path: string, configFile: string, home: string): string {
  return path.startsWith("~/") ? join(home, path.slice(2)) : resolve(dirname(configFile), path);
}

/** Reads the certificates that the source at `index` trusts. */
export async function readAuthority(
  path: string | undefined,
  { document, index }: { readonly document: ConfigDocument; readonly index: number },
  home: string,
): Promise<AuthorityOutcome> {
  if (path === undefined) return { ca: null, problem: null };
  const file = toAuthorityPath(path, document.file, home);
  const { pem, fault } = await readCertificates(file);
  if (pem !== null) return { ca: { file, pem }, problem: null };
  return { ca: null, problem: createProblem(document, ["sources", index, "ca"], fault) };
}

/** Reads a file of certificates in PEM form, or tells in half a sentence why it cannot be used. */
export async function readCertificates(
  file: string,
): Promise<
  { readonly pem: string; readonly fault: null } | { readonly pem: null; readonly fault: string }
> {
  const pem = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  const fault = typeof pem === "string" ? await findFault(pem) : `cannot be read (${pem.code})`;
  if (typeof pem === "string" && fault === null) return { pem, fault };
  return { pem: null, fault: `the file ${cleanText(file)} ${fault}` };
}

async function findFault(pem: string): Promise<string | null> {
  const certificates = pem.split(BEGIN).slice(1);
  if (certificates.length === 0) return "holds no certificate in PEM form";
  const { X509Certificate } = await import("node:crypto");
  try {
    for (const body of certificates) new X509Certificate(`${BEGIN}${body}`);
    return null;
  } catch {
    return "holds a broken certificate";
  }
}
