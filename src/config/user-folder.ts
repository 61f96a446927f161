import { join } from "node:path";

/** What decides where a user's own configuration lies. */
export interface UserPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The folder of what a user has configured and agreed to; it need not exist. */
export function findUserFolder({ env, home }: UserPlace): string {
  return join(env.XDG_CONFIG_HOME || join(home, ".config"), "cimon");
}
