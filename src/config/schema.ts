import * as z from "zod/mini";
import { NOTICE_KINDS, NOTICE_WAYS } from "../model/notice-rule.ts";
import { checkKeys } from "./check-keys.ts";
import { checkSources, checkViews } from "./check-references.ts";
import { checkUrl } from "./check-url.ts";
import { parseDuration } from "./parse-duration.ts";
import {
  choice,
  describe,
  flag,
  LINE,
  line,
  list,
  optional,
  secret,
  strict,
  text,
  variable,
} from "./schema-parts.ts";
import { serverSchema } from "./server-schema.ts";

// The `error` of every part says what is allowed there; check-config adds what was found.

const DAY_MS = 86_400_000;
const MIN_INTERVAL_MS = 5_000;
const INTERVAL =
  'seconds as a number, or a text such as "30s", "10m" or "1h", from 5 seconds to 24 hours';
const BRANCHES = 'branch names and globs such as "main", "release/*" and "!renovate/*"';
const REPOS = 'a list of "owner/name", globs such as "owner/*" and exclusions such as "!owner/old"';
const PROJECTS =
  'a list of "group/name", globs such as "group/**" and exclusions such as "!group/old"';
const JOBS = 'full job names and globs such as "team/app", "team/**" and "!team/old/**"';
const NAME = "a short text on one line, at most 60 characters";

function names(allowed: string, pattern: RegExp) {
  return list(allowed, text(allowed, z.regex(pattern, { error: allowed })));
}

/** Names to watch, at least one of which takes something in. */
function selection(allowed: string, pattern: RegExp) {
  const error = `${allowed}, at least one of them not an exclusion`;
  const isSelection = (all: string[]) => all.some((name) => !name.startsWith("!"));
  return names(allowed, pattern).check(z.refine(isSelection, { error, params: { allowed: true } }));
}

/** A token that the vendor's own program may hold as well. */
function tokenOrLogin<const Program extends string>(program: Program) {
  const allowed = `{"env": "NAME"} with the name of an environment variable, {"login": "${program}"}, or the token itself`;
  const login = strict(allowed, {
    login: describe(
      z.literal(program, { error: program }),
      `The login that ${program} holds for the host of this source.`,
    ),
  });
  return describe(
    z.union([line(allowed, 4_096), variable(allowed), login], { error: allowed }),
    "Token; without one the source is read anonymously.",
  );
}

const url = text(
  'an address such as "https://ci.example.com"',
  z.superRefine((value, context) => {
    const message = checkUrl(value);
    if (message !== null) context.addIssue({ code: "custom", message });
  }),
);

const sourceName = describe(
  line(NAME, 60),
  "What the source is called on the screen and in filters. Default: the host of its url.",
);
const branches = describe(
  names(`a list of ${BRANCHES}`, LINE),
  "Branches to show, names and globs; a leading ! takes out. Default: all.",
);

const ca = describe(
  line("the path of a file with certificates in PEM form", 4_096),
  "File of certificates (PEM) of an authority to trust for this source, besides the known ones; relative to this file.",
);

const github = strict("an object for a GitHub", {
  provider: describe(z.literal("github"), "GitHub Actions."),
  name: z.optional(sourceName),
  url: optional(url, "Address a person opens. Default: https://github.com."),
  repos: describe(
    selection(REPOS, /^!?[^/\s]+\/[^/\s]+$/),
    "Repositories as owner/name, globs, and exclusions with a leading !.",
  ),
  branches: z.optional(branches),
  token: z.optional(tokenOrLogin("gh")),
  ca: z.optional(ca),
});

const gitlab = strict("an object for a GitLab", {
  provider: describe(z.literal("gitlab"), "GitLab CI."),
  name: z.optional(sourceName),
  url: optional(url, "Address a person opens. Default: https://gitlab.com."),
  projects: describe(
    selection(PROJECTS, /^!?[^/\s]+(?:\/[^/\s]+)+$/),
    "Projects by their full path, globs, and exclusions with a leading !.",
  ),
  branches: z.optional(branches),
  token: z.optional(tokenOrLogin("glab")),
  ca: z.optional(ca),
});

const jenkins = strict("an object for a Jenkins", {
  provider: describe(z.literal("jenkins"), "Jenkins."),
  name: z.optional(sourceName),
  url: describe(url, "Address a person opens, its path prefix included."),
  jobs: optional(
    names(`a list of ${JOBS}; leave it out for all jobs`, LINE),
    "Jobs by their full name, globs, and exclusions with a leading !. Default: all.",
  ),
  branches: z.optional(branches),
  user: optional(secret("user"), "User the API token belongs to."),
  token: optional(secret("token"), "API token of the user."),
  ca: z.optional(ca),
});

const source = z.discriminatedUnion("provider", [github, gitlab, jenkins], {
  error: "github, gitlab, jenkins",
});

const interval = z.union(
  [
    z
      .number({ error: INTERVAL })
      .check(
        z.minimum(MIN_INTERVAL_MS / 1_000, { error: INTERVAL }),
        z.maximum(DAY_MS / 1_000, { error: INTERVAL }),
      ),
    text(
      INTERVAL,
      z.regex(/^\s*\d+(?:\.\d+)?\s*[smh]?\s*$/, { error: INTERVAL }),
      z.refine(isInterval, { error: INTERVAL, params: { allowed: true } }),
    ),
  ],
  { error: INTERVAL },
);

function isInterval(text: string): boolean {
  const ms = parseDuration(text);
  return ms !== null && ms >= MIN_INTERVAL_MS && ms <= DAY_MS;
}

const view = strict('an object such as {"name": "Mine", "filter": "actor:@me"}', {
  name: describe(line(NAME, 60), "Name of the view on the screen."),
  filter: describe(
    line('a filter such as "repo:acme/* status:failed"', 500),
    "Filter the view stands for, in the words of the / key.",
  ),
});

const rule = strict('an object such as {"on": ["broke", "fixed"], "by": ["bell"]}', {
  view: optional(line(NAME, 60), "Only runs of this view. Default: all."),
  branches: z.optional(branches),
  on: describe(
    list("a list of broke, fixed, slow, waiting", choice(NOTICE_KINDS)),
    "What to tell of: a pipeline broke, was fixed, is slower than usual, waits on a person.",
  ),
  by: describe(
    list("a list of bell, terminal, desktop", choice(NOTICE_WAYS)),
    "How to tell: the bell, the terminal's own notification, a desktop notification.",
  ),
});

const KEY = 'a key such as "R" or "ctrl-r", or a list of keys';
const keyName = text(KEY, z.minLength(1, { error: KEY }), z.maxLength(20, { error: KEY }));

/** The whole configuration. A value that passes needs no further check but its environment. */
export const configSchema = strict("an object with sources", {
  $schema: optional(text("the address of a JSON schema"), "Address of this schema, for editors."),
  interval: optional(interval, `Time between polls: ${INTERVAL}. Default: 30.`),
  sources: describe(
    list("a list of sources, at least one", source).check(z.superRefine(checkSources)),
    "The CI servers to watch, and what on them.",
  ),
  views: optional(
    z.array(view, { error: 'a list such as [{"name": "Mine", "filter": "actor:@me"}]' }),
    "Saved filters, reached by the keys 1 to 9.",
  ),
  notify: optional(
    z.array(rule, { error: 'a list such as [{"on": ["broke"], "by": ["bell"]}]' }),
    "When to tell and how.",
  ),
  keys: optional(
    z
      .record(z.string(), z.union([keyName, list(KEY, keyName)], { error: KEY }), {
        error: 'an object from action to key, such as {"rerun": "ctrl-r"}',
      })
      .check(z.superRefine(checkKeys)),
    "Keys by action, in place of the built-in ones: a key, or a list of keys.",
  ),
  theme: optional(
    choice(["dark", "light", "high-contrast", "colour-blind", "none"]),
    "Colours of the screen. Default: dark.",
  ),
  readOnly: optional(flag(), "True takes away all that changes something on a server."),
  title: optional(flag(), "False leaves the title of pane and window alone. Default: true."),
  ascii: optional(flag(), "True draws with plain ASCII characters only."),
  screenReader: optional(flag(), "True says changes as lines of text instead of drawing a table."),
  mouse: optional(
    flag(),
    "True takes the wheel and clicks on rows, jobs and views, which blocks selecting text.",
  ),
  server: optional(serverSchema, "Who may use cimon serve from other machines."),
}).check(z.superRefine(checkViews));
