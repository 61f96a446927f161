import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** What one guess costs, by scrypt's own parameters. */
export interface HashCost {
  readonly log2n: number;
  readonly r: number;
  readonly p: number;
}

/** About 64 MB and a fifth of a second for each guess, as OWASP's cheat sheet advises for scrypt. */
const COST: HashCost = { log2n: 16, r: 8, p: 2 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const FORM =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/u;

/** Hashes a password into one line, salt and cost among it (the PHC form). */
export async function hashPassword(password: string, cost: HashCost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, cost);
  return `$scrypt$ln=${cost.log2n},r=${cost.r},p=${cost.p}$${encode(salt)}$${encode(hash)}`;
}

/** True where the password is the hashed one; what is no hash of ours fits no password. */
export async function verifyPassword(password: string, hashed: string): Promise<boolean> {
  const [, , , , salt, hash] = FORM.exec(hashed) ?? [];
  const cost = readHashCost(hashed);
  if (salt === undefined || hash === undefined || cost.log2n > 20) return false;
  const wanted = Buffer.from(hash, "base64");
  const found = await derive(password, Buffer.from(salt, "base64"), wanted.length, cost);
  return timingSafeEqual(found, wanted);
}

/** What a guess at this hash costs; the usual cost where it is no hash. */
export function readHashCost(hashed: string): HashCost {
  const [, log2n, r, p] = FORM.exec(hashed) ?? [];
  return log2n === undefined ? COST : { log2n: Number(log2n), r: Number(r), p: Number(p) };
}

function derive(
  password: string,
  salt: Buffer,
  length: number,
  { log2n, r, p }: HashCost,
): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** log2n, r, p, maxmem: 256 * 2 ** log2n * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, length, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function encode(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/u, "");
}
