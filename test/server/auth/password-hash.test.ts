import { expect, it } from "vitest";
import {
  hashPassword,
  readHashCost,
  verifyPassword,
} from "../../../src/server/auth/password-hash.ts";

it("knows a password by its hash, and two hashes of one password differ", async () => {
  const cheap = { log2n: 10, r: 8, p: 1 };
  const hash = () => hashPassword("pässword", cheap);
  const [first, second] = await Promise.all([hash(), hash()]);
  expect(readHashCost(await hashPassword("x"))).toEqual({ log2n: 16, r: 8, p: 2 });
  expect(readHashCost(first)).toEqual(cheap);
  expect(first).not.toBe(second);
  expect(await verifyPassword("pässword", first)).toBe(true);
  expect(await verifyPassword("pa\u0308ssword", second)).toBe(true);
  expect(await verifyPassword("password", first)).toBe(false);
  expect(await verifyPassword("", first)).toBe(false);
});

it("takes nothing else for a hash", async () => {
  for (const text of ["", "password", "$scrypt$ln=99,r=8,p=1$AAAA$AAAA", "$2b$10$abc"]) {
    expect(await verifyPassword("password", text)).toBe(false);
  }
});
