import type { Provider } from "../model/provider.ts";

/** Nobody waits longer for a name; without it `actor:@me` matches nothing until the next start. */
const DEADLINE_MS = 2_000;

/** The logins that `@me` stands for, one a source; nothing is asked where no filter speaks of it. */
export async function findMe(
  providers: Iterable<Provider>,
  filters: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!filters.some((filter) => filter.includes("@me"))) return [];
  const limited = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  const answers = [...providers].map(async ({ whoAmI }) => whoAmI?.(limited) ?? null);
  const logins = await Promise.allSettled(answers);
  return logins.flatMap((login) => (login.status === "fulfilled" ? (login.value ?? []) : []));
}
