import * as z from "zod/mini";
import { ROLES } from "../model/server-protocol.ts";
import { choice, describe, line, list, optional, secret, strict } from "./schema-parts.ts";

const HASH =
  'what "cimon serve hash-password" printed, or {"env": "NAME"} with the variable it is in';
const FILE = '{"file": "PATH"} or {"env": "NAME"}, holding 32 characters or more';

const user = strict('an object such as {"name": "ana", "password": "$scrypt$…"}', {
  name: describe(
    line("a name on one line without a colon, at most 60 characters", 60).check(
      z.regex(/^[^:]+$/u, { error: "a name on one line without a colon, at most 60 characters" }),
    ),
    "Name to sign in with.",
  ),
  password: describe(
    secret("hash", HASH, /^\$scrypt\$\S+$/u),
    "Hash of the password, made by cimon serve hash-password.",
  ),
  role: optional(
    choice(ROLES),
    "viewer looks; operator also starts, stops and opens. Default: viewer.",
  ),
});

const key = describe(
  z.union(
    [
      strict(FILE, { file: describe(line(FILE, 4_096), "File that holds the key.") }),
      strict(FILE, { env: describe(line(FILE, 200), "Variable that holds the key.") }),
    ],
    { error: FILE },
  ),
  "What bearer tokens for programs are signed with; see cimon serve token.",
);

const HOOK =
  '{"env": "NAME"} with the variable that holds the secret of the hooks, or the secret itself, 16 characters or more';

const hookSecret = secret("secret", HOOK, /^\S{16,}$/u);
const hook = (what: string) =>
  optional(hookSecret, `Secret of the hooks of ${what}; without it none are taken.`);

const webhooks = strict('an object such as {"github": {"env": "HOOK_SECRET"}}', {
  github: hook("GitHub"),
  gitlab: hook("GitLab"),
  jenkins: hook("Jenkins' notification plugin"),
});

/** Who may use `cimon serve`, and who may tell it something. */
export const serverSchema = strict('an object such as {"users": [{"name": "ana", …}]}', {
  users: optional(
    list("a list of users, at least one", user).check(
      z.refine((users) => new Set(users.map(({ name }) => name)).size === users.length, {
        error: "a name of its own for each user",
        params: { allowed: true },
      }),
    ),
    "People who may sign in with a password.",
  ),
  key: z.optional(key),
  webhooks: optional(webhooks, "Hooks by which CI servers tell that something has happened."),
});
