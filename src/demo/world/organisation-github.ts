import {
  CI,
  CODEQL,
  DEPLOY,
  E2E,
  GO_CI,
  IMPORT,
  LINT,
  MOBILE,
  NIGHTLY,
  PLAN,
  PREVIEW,
  RELEASE,
  SMALL_CI,
} from "./recipes.ts";
import type { BranchSpec, JobRecipe, RepoSpec, WorkflowSpec } from "./specs.ts";
import type { DemoInput } from "./types.ts";

const DAY_MIN = 1_440;

function flow(
  name: string,
  recipe: readonly JobRecipe[],
  options: Partial<WorkflowSpec> = {},
): WorkflowSpec {
  return {
    name,
    file: `.github/workflows/${name.toLowerCase().replaceAll(" ", "-")}.yml`,
    recipe,
    pushes: "all",
    everyMin: null,
    failRate: 0.13,
    soft: null,
    inputs: [],
    dispatchable: false,
    ...options,
  };
}

function branch(name: string, gapMin: number | null, number?: number, title?: string): BranchSpec {
  const changeRequest = number === undefined ? null : { number, title: title ?? name };
  return { name, gapMin, changeRequest };
}

function repo(
  name: string,
  description: string,
  topics: readonly string[],
  branches: readonly BranchSpec[],
  workflows: readonly WorkflowSpec[],
  options: Partial<RepoSpec> = {},
): RepoSpec {
  return {
    vendor: "github",
    fullName: `acme/${name}`,
    description,
    kind: "repository",
    private: false,
    archived: false,
    disabled: false,
    topics,
    branches,
    workflows,
    ...options,
  };
}

const DEPLOY_INPUTS: readonly DemoInput[] = [
  {
    name: "environment",
    type: "choice",
    description: "Where to deploy",
    required: true,
    defaultValue: "staging",
    options: ["staging", "production"],
  },
  {
    name: "dry_run",
    type: "boolean",
    description: "Show what would change only",
    required: false,
    defaultValue: "false",
    options: [],
  },
];

const VERSION_INPUT: DemoInput = {
  name: "version",
  type: "string",
  description: "The version to release, such as 2.4.1",
  required: true,
  defaultValue: "",
  options: [],
};

const deploy = flow("Deploy", DEPLOY, {
  pushes: "default",
  dispatchable: true,
  inputs: DEPLOY_INPUTS,
  failRate: 0.08,
});
const nightly = flow("Nightly", NIGHTLY, {
  pushes: null,
  everyMin: DAY_MIN,
  dispatchable: true,
  failRate: 0.25,
});
const codeql = flow("CodeQL", CODEQL, {
  pushes: "default",
  everyMin: 3 * DAY_MIN,
  failRate: 0.05,
});
const release = flow("Release", RELEASE, {
  pushes: null,
  everyMin: 5 * DAY_MIN,
  dispatchable: true,
  inputs: [VERSION_INPUT],
  failRate: 0.1,
});

/** The invented organisation's repositories on GitHub. */
export const GITHUB_REPOS: readonly RepoSpec[] = [
  repo(
    "api",
    "The public HTTP API",
    [
      "token refresh",
      "the rate limiter",
      "paging of /orders",
      "the audit trail",
      "webhook retries",
    ],
    [
      branch("main", 38),
      branch("release/2.4", 600),
      branch("feat/token-refresh", 95, 482, "Refresh tokens before they expire"),
      branch("dependabot/npm_and_yarn/undici-7.3.0", 1_300, 479, "Bump undici from 7.2.0 to 7.3.0"),
    ],
    [
      flow("CI", CI, { dispatchable: true }),
      flow("e2e", E2E, { failRate: 0.2 }),
      codeql,
      deploy,
      nightly,
    ],
    { private: true },
  ),
  repo(
    "web",
    "The shop as customers see it",
    ["the checkout form", "the login page", "the cart", "image loading", "the search box"],
    [
      branch("main", 30),
      branch("release/2.4", 700),
      branch("feat/login", 70, 1204, "Log in with a passkey"),
      branch("fix/größe-tabelle", 240, 1198, "Größentabelle auf kleinen Schirmen"),
    ],
    [
      flow("Lint", LINT, { failRate: 0.1 }),
      flow("CI", CI, { dispatchable: true }),
      flow("e2e", E2E, { failRate: 0.22 }),
      deploy,
    ],
    { private: true },
  ),
  repo(
    "mobile",
    "The apps for Android and iOS",
    ["offline mode", "push notifications", "the barcode scanner", "dark mode"],
    [branch("main", 130), branch("feat/offline", 180, 377, "Keep the cart while offline")],
    [flow("CI", MOBILE, { failRate: 0.16 }), release, nightly],
    { private: true },
  ),
  repo(
    "docs",
    "Guides and reference",
    ["the quick start", "the API reference", "the glossary", "the upgrade guide"],
    [branch("main", 110)],
    [flow("Links", SMALL_CI, { failRate: 0.18 }), flow("Deploy site", PREVIEW, { failRate: 0.04 })],
  ),
  repo(
    "infra",
    "Clusters, networks, DNS",
    ["the cluster autoscaler", "DNS of the shop", "the VPN", "the backup bucket"],
    [branch("main", 260), branch("chore/spot-nodes", 400, 88, "Run batch work on spot nodes")],
    [flow("Plan", PLAN), flow("Drift", PLAN, { pushes: null, everyMin: 360, failRate: 0.2 })],
    { private: true },
  ),
  repo(
    "billing",
    "Invoices, tax, dunning",
    ["invoice numbering", "VAT rounding", "dunning letters", "the ledger export"],
    [branch("main", 210), branch("feat/e-invoices", 160, 641, "Send invoices as XML")],
    [flow("CI", CI, { dispatchable: true }), codeql],
    { private: true },
  ),
  repo(
    "search",
    "The search service",
    ["synonyms", "the ranking model", "the indexer", "typo tolerance"],
    [branch("main", 190), branch("feat/vectors", 280, 153, "Rank by vectors")],
    [
      flow("CI", GO_CI),
      flow("Benchmarks", NIGHTLY, {
        pushes: null,
        everyMin: DAY_MIN,
        failRate: 0.05,
        soft: { outcome: "neutral", rate: 0.25 },
      }),
    ],
  ),
  repo(
    "design-system",
    "Components, tokens, icons",
    ["the date picker", "focus rings", "the icon set", "button spacing"],
    [
      branch("main", 170),
      branch("dependabot/npm_and_yarn/storybook-9.1.4", 1_500, 522, "Bump storybook to 9.1.4"),
    ],
    [
      flow("CI", CI),
      flow("Visual tests", E2E, { failRate: 0.2 }),
      flow("Auto-merge", PREVIEW, { soft: { outcome: "skipped", rate: 0.9 }, failRate: 0.02 }),
      release,
    ],
  ),
  repo(
    "data-pipeline",
    "Nightly imports into the warehouse",
    ["the orders import", "late events", "the currency table"],
    [branch("main", 420)],
    [
      flow("CI", CI),
      flow("Import", IMPORT, { pushes: null, everyMin: 360, dispatchable: true, failRate: 0.15 }),
    ],
    { private: true },
  ),
  repo(
    "auth",
    "Who may do what",
    ["passkeys", "session expiry", "the SAML bridge", "password rules"],
    [branch("main", 230), branch("release/1.9", 900)],
    [flow("CI", GO_CI), codeql, deploy],
    { private: true },
  ),
  repo(
    "cli",
    "The command line for partners",
    ["shell completion", "the login command", "JSON output", "the man page"],
    [branch("main", 320)],
    [flow("CI", GO_CI, { dispatchable: true }), release],
  ),
  repo(
    "legacy-portal",
    "The portal before the shop; kept for reading",
    ["the footer", "the imprint"],
    [branch("main", null)],
    [flow("CI", SMALL_CI, { failRate: 0.3 })],
    { archived: true },
  ),
];
