import { generate } from "selfsigned";

/** A certificate and its key, both in PEM form. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;

/** What the test's certificates say of themselves. */
interface CertificateOptions {
  /** DNS names and IPv4 addresses. */
  readonly names: readonly string[];
  /** Left out: still good for a day. */
  readonly isExpired?: true;
}

/** Makes an authority that nobody knows. */
export function makeAuthority(name: string): Promise<Certificate> {
  return make(name, {
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

/** Makes a server's certificate, signed by the authority. */
export function makeCertificate(
  authority: Certificate,
  { names, isExpired }: CertificateOptions,
): Promise<Certificate> {
  const altNames = names.map((name) =>
    /^[\d.]+$/u.test(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  return make(names[0] ?? "", {
    ca: authority,
    ...(isExpired ? { notAfterDate: new Date(Date.now() - DAY_MS) } : {}),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
  });
}

type Options = NonNullable<Parameters<typeof generate>[1]>;

async function make(name: string, options: Options): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - 2 * DAY_MS),
    notAfterDate: new Date(Date.now() + DAY_MS),
    ...options,
  });
  return { cert: made.cert, key: made.private };
}
