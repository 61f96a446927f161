import * as z from "zod";
import { NOTICE_KINDS, NOTICE_WAYS } from "../model/notice-rule.ts";
import { checkKeys } from "./check-keys.ts";
import { checkSources, checkViews } from "./check-references.ts";
import { checkUrl } from "./check-url.ts";
import { parseDuration } from "./parse-duration.ts";
import { choice, flag, LINE, line, list, secret, strict, variable } from "./schema-parts.ts";
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
  return list(allowed, z.string({ error: allowed }).regex(pattern, { error: allowed }));
}

/** Names to watch, at least one of which takes something in. */
function selection(allowed: string, pattern: RegExp) {
  const error = `${allowed}, at least one of them not an exclusion`;
  const isSelection = (all: string[]) => all.some((name) => !name.startsWith("!"));
  return names(allowed, pattern).refine(isSelection, { error, params: { allowed: true } });
}

/** A token that the vendor's own program may hold as well. */
function tokenOrLogin<const Program extends string>(program: Program) {
  const allowed = `{"env": "NAME"} with the name of an environment variable, {"login": "${program}"}, or the token itself`;
  const login = strict(allowed, {
    login: z
      .literal(program, { error: program })
      .describe(`The login that ${program} holds for the host of this source.`),
  });
  return z
    .union([line(allowed, 4_096), variable(allowed), login], { error: allowed })
    .describe("Token; without one the source is read anonymously.");
}

const url = z
  .string({ error: 'an address such as "https://ci.example.com"' })
  .superRefine((value, context) => {
    const message = checkUrl(value);
    if (message !== null) context.addIssue({ code: "custom", message });
  });

const sourceName = line(NAME, 60).describe(
  "What the source is called on the screen and in filters. Default: the host of its url.",
);
const branches = names(`a list of ${BRANCHES}`, LINE).describe(
  "Branches to show, names and globs; a leading ! takes out. Default: all.",
);

const ca = line("the path of a file with certificates in PEM form", 4_096).describe(
  "File of certificates (PEM) of an authority to trust for this source, besides the known ones; relative to this file.",
);

const github = strict("an object for a GitHub", {
  provider: z.literal("github").describe("GitHub Actions."),
  name: sourceName.optional(),
  url: url.optional().describe("Address a person opens. Default: https://github.com."),
  repos: selection(REPOS, /^!?[^/\s]+\/[^/\s]+$/).describe(
    "Repositories as owner/name, globs, and exclusions with a leading !.",
  ),
  branches: branches.optional(),
  token: tokenOrLogin("gh").optional(),
  ca: ca.optional(),
});

const gitlab = strict("an object for a GitLab", {
  provider: z.literal("gitlab").describe("GitLab CI."),
  name: sourceName.optional(),
  url: url.optional().describe("Address a person opens. Default: https://gitlab.com."),
  projects: selection(PROJECTS, /^!?[^/\s]+(?:\/[^/\s]+)+$/).describe(
    "Projects by their full path, globs, and exclusions with a leading !.",
  ),
  branches: branches.optional(),
  token: tokenOrLogin("glab").optional(),
  ca: ca.optional(),
});

const jenkins = strict("an object for a Jenkins", {
  provider: z.literal("jenkins").describe("Jenkins."),
  name: sourceName.optional(),
  url: url.describe("Address a person opens, its path prefix included."),
  jobs: names(`a list of ${JOBS}; leave it out for all jobs`, LINE)
    .optional()
    .describe("Jobs by their full name, globs, and exclusions with a leading !. Default: all."),
  branches: branches.optional(),
  user: secret("user").optional().describe("User the API token belongs to."),
  token: secret("token").optional().describe("API token of the user."),
  ca: ca.optional(),
});

const source = z.discriminatedUnion("provider", [github, gitlab, jenkins], {
  error: "github, gitlab, jenkins",
});

const interval = z.union(
  [
    z
      .number({ error: INTERVAL })
      .min(MIN_INTERVAL_MS / 1_000, { error: INTERVAL })
      .max(DAY_MS / 1_000, { error: INTERVAL }),
    z
      .string({ error: INTERVAL })
      .regex(/^\s*\d+(?:\.\d+)?\s*[smh]?\s*$/, { error: INTERVAL })
      .refine(isInterval, { error: INTERVAL, params: { allowed: true } }),
  ],
  { error: INTERVAL },
);

function isInterval(text: string): boolean {
  const ms = parseDuration(text);
  return ms !== null && ms >= MIN_INTERVAL_MS && ms <= DAY_MS;
}

const view = strict('an object such as {"name": "Mine", "filter": "actor:@me"}', {
  name: line(NAME, 60).describe("Name of the view on the screen."),
  filter: line('a filter such as "repo:acme/* status:failed"', 500).describe(
    "Filter the view stands for, in the words of the / key.",
  ),
});

const rule = strict('an object such as {"on": ["broke", "fixed"], "by": ["bell"]}', {
  view: line(NAME, 60).optional().describe("Only runs of this view. Default: all."),
  branches: branches.optional(),
  on: list("a list of broke, fixed, slow, waiting", choice(NOTICE_KINDS)).describe(
    "What to tell of: a pipeline broke, was fixed, is slower than usual, waits on a person.",
  ),
  by: list("a list of bell, terminal, desktop", choice(NOTICE_WAYS)).describe(
    "How to tell: the bell, the terminal's own notification, a desktop notification.",
  ),
});

const KEY = 'a key such as "R" or "ctrl-r", or a list of keys';
const keyName = z.string({ error: KEY }).min(1, { error: KEY }).max(20, { error: KEY });

/** The whole configuration. A value that passes needs no further check but its environment. */
export const configSchema = strict("an object with sources", {
  $schema: z
    .string({ error: "the address of a JSON schema" })
    .optional()
    .describe("Address of this schema, for editors."),
  interval: interval.optional().describe(`Time between polls: ${INTERVAL}. Default: 30.`),
  sources: list("a list of sources, at least one", source)
    .superRefine(checkSources)
    .describe("The CI servers to watch, and what on them."),
  views: z
    .array(view, { error: 'a list such as [{"name": "Mine", "filter": "actor:@me"}]' })
    .optional()
    .describe("Saved filters, reached by the keys 1 to 9."),
  notify: z
    .array(rule, { error: 'a list such as [{"on": ["broke"], "by": ["bell"]}]' })
    .optional()
    .describe("When to tell and how."),
  keys: z
    .record(z.string(), z.union([keyName, list(KEY, keyName)], { error: KEY }), {
      error: 'an object from action to key, such as {"rerun": "ctrl-r"}',
    })
    .superRefine(checkKeys)
    .optional()
    .describe("Keys by action, in place of the built-in ones: a key, or a list of keys."),
  theme: choice(["dark", "light", "high-contrast", "colour-blind", "none"])
    .optional()
    .describe("Colours of the screen. Default: dark."),
  readOnly: flag().optional().describe("True takes away all that changes something on a server."),
  title: flag()
    .optional()
    .describe("False leaves the title of pane and window alone. Default: true."),
  ascii: flag().optional().describe("True draws with plain ASCII characters only."),
  screenReader: flag()
    .optional()
    .describe("True says changes as lines of text instead of drawing a table."),
  mouse: flag()
    .optional()
    .describe(
      "True takes the wheel and clicks on rows, jobs and views, which blocks selecting text.",
    ),
  server: serverSchema.optional().describe("Who may use cimon serve from other machines."),
}).superRefine(checkViews);
