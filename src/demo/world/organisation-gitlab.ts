import { LAB_APP, LAB_PLAN_ONLY, LAB_REVIEW, LAB_TERRAFORM, LAB_WAREHOUSE } from "./recipes.ts";
import type { BranchSpec, JobRecipe, RepoSpec, WorkflowSpec } from "./specs.ts";

function pipelines(
  recipe: readonly JobRecipe[],
  scheduled: readonly JobRecipe[] | null,
  everyMin: number,
): readonly WorkflowSpec[] {
  const base: WorkflowSpec = {
    name: "pipeline",
    file: ".gitlab-ci.yml",
    recipe,
    pushes: "all",
    everyMin: null,
    failRate: 0.14,
    soft: null,
    inputs: [],
    dispatchable: true,
  };
  if (scheduled === null) return [base];
  const schedule = { name: "schedule", recipe: scheduled, pushes: null, everyMin, failRate: 0.2 };
  return [base, { ...base, ...schedule, dispatchable: false }];
}

function merge(name: string, gapMin: number, number: number, title: string): BranchSpec {
  return { name, gapMin, changeRequest: { number, title } };
}

function project(
  fullName: string,
  description: string,
  topics: readonly string[],
  branches: readonly BranchSpec[],
  workflows: readonly WorkflowSpec[],
): RepoSpec {
  return {
    vendor: "gitlab",
    fullName,
    description,
    kind: "project",
    private: true,
    archived: false,
    disabled: false,
    topics,
    branches,
    workflows,
  };
}

const main = (gapMin: number): BranchSpec => ({ name: "main", gapMin, changeRequest: null });

/** The invented organisation's projects on its own GitLab. */
export const GITLAB_REPOS: readonly RepoSpec[] = [
  project(
    "platform/infra/terraform",
    "Every account and network",
    ["the staging VPC", "bucket policies", "IAM roles", "the DNS zone"],
    [main(150), merge("feat/private-endpoints", 200, 214, "Private endpoints for storage")],
    pipelines(LAB_TERRAFORM, LAB_PLAN_ONLY, 720),
  ),
  project(
    "platform/infra/kubernetes",
    "Cluster manifests",
    ["the ingress", "node pools", "pod limits", "the metrics stack"],
    [main(120), { name: "release/2.4", gapMin: 800, changeRequest: null }],
    pipelines(LAB_PLAN_ONLY, LAB_PLAN_ONLY, 480),
  ),
  project(
    "platform/gateway",
    "The edge proxy",
    ["header limits", "the retry budget", "TLS settings", "request tracing"],
    [main(65), merge("fix/zeitüberschreitung", 140, 97, "Zeitüberschreitung je Route")],
    pipelines(LAB_APP, LAB_REVIEW, 1_440),
  ),
  project(
    "shop/checkout",
    "Cart, payment, receipt",
    ["the payment form", "voucher codes", "the receipt mail", "address checks"],
    [
      main(55),
      merge("feat/one-click", 85, 341, "Buy with one click"),
      merge("feat/login", 110, 338, "Check out as a guest or log in"),
      { name: "release/2.4", gapMin: 650, changeRequest: null },
    ],
    pipelines(LAB_APP, null, 0),
  ),
  project(
    "data/warehouse",
    "Models and reports",
    ["the revenue model", "the customer table", "late orders", "the churn report"],
    [main(240)],
    pipelines(LAB_WAREHOUSE, LAB_WAREHOUSE, 240),
  ),
];
