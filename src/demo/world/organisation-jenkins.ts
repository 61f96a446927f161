import { freestyle, JENKINS_BUILD, JENKINS_SHIP } from "./recipes.ts";
import type { BranchSpec, JobRecipe, RepoSpec, WorkflowSpec } from "./specs.ts";

function item(
  kind: "freestyle" | "pipeline" | "multibranch",
  fullName: string,
  description: string,
  recipe: readonly JobRecipe[],
  branches: readonly BranchSpec[],
  workflow: Partial<WorkflowSpec> = {},
  disabled = false,
): RepoSpec {
  return {
    vendor: "jenkins",
    fullName,
    description,
    kind,
    private: true,
    archived: false,
    disabled,
    topics: ["the stock import", "order mails", "the price feed", "returns", "the picking list"],
    branches,
    workflows: [
      {
        name: kind,
        file: kind === "freestyle" ? "" : "Jenkinsfile",
        recipe,
        pushes: "all",
        everyMin: null,
        failRate: 0.14,
        soft: { outcome: "unstable", rate: 0.12 },
        inputs: [],
        dispatchable: !disabled,
        ...workflow,
      },
    ],
  };
}

function branch(name: string, gapMin: number | null): BranchSpec {
  return { name, gapMin, changeRequest: null };
}

/** The invented organisation's items on its Jenkins. */
export const JENKINS_REPOS: readonly RepoSpec[] = [
  item(
    "freestyle",
    "nightly-backup",
    "Copies the databases",
    freestyle(310, "run backup", ["network"]),
    [branch("main", null)],
    { pushes: null, everyMin: 1_440, soft: null },
  ),
  item(
    "freestyle",
    "load-test",
    "Presses the staging shop",
    freestyle(260, "run load test", ["test"]),
    [branch("main", 420)],
    {
      inputs: [
        {
          name: "TARGET",
          type: "choice",
          description: "What to press",
          required: false,
          defaultValue: "staging",
          options: ["staging", "preview"],
        },
        {
          name: "USERS",
          type: "string",
          description: "How many users at once",
          required: false,
          defaultValue: "200",
          options: [],
        },
        {
          name: "KEEP_REPORT",
          type: "boolean",
          description: "Keep the report for a month",
          required: false,
          defaultValue: "true",
          options: [],
        },
      ],
    },
  ),
  item("multibranch", "team/backend/orders", "Orders, from cart to parcel", JENKINS_BUILD, [
    branch("main", 60),
    branch("develop", 75),
    branch("feature/bulk-import", 120),
    branch("feature/x", 300),
  ]),
  item("pipeline", "team/backend/inventory", "What lies where", JENKINS_BUILD, [
    branch("main", 90),
  ]),
  item("pipeline", "team/backend/new-service", "Never built so far", JENKINS_BUILD, [
    { ...branch("main", null), untouched: true },
  ]),
  item("multibranch", "team/frontend/storefront", "The shop's terminals", JENKINS_BUILD, [
    branch("main", 100),
    branch("release/2.4", 700),
    branch("feature/größere-knöpfe", 260),
  ]),
  item("pipeline", "release/ship", "Ships the whole shop", JENKINS_SHIP, [branch("main", 200)], {
    soft: null,
    failRate: 0.1,
  }),
  item(
    "freestyle",
    "legacy/old-import",
    "Replaced by team/backend/inventory",
    freestyle(150, "run import", ["network"]),
    [branch("main", null)],
    { failRate: 0.4 },
    true,
  ),
];
