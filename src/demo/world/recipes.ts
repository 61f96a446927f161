import type { FailureKind, JobRecipe } from "./specs.ts";

interface JobOptions {
  readonly stage?: string;
  readonly failures?: readonly FailureKind[];
  readonly runner?: string;
  readonly allowFailure?: boolean;
  readonly manual?: boolean;
  readonly environment?: string;
  readonly gateMessage?: string;
  readonly queueSec?: number;
}

/** Describes a job; a step is `name` or `name=weight`. */
function job(
  name: string,
  sec: number,
  steps: readonly string[],
  options: JobOptions = {},
): JobRecipe {
  return {
    name,
    sec,
    steps: steps.map((text) => {
      const [stepName = text, weight = "1"] = text.split("=");
      return { name: stepName, weight: Number(weight) };
    }),
    stage: options.stage ?? "build",
    failures: options.failures ?? [],
    runner: options.runner ?? "ubuntu-24.04",
    allowFailure: options.allowFailure ?? false,
    manual: options.manual ?? false,
    environment: options.environment ?? null,
    gateMessage: options.gateMessage ?? null,
    queueSec: options.queueSec ?? 4,
  };
}

/** A GitHub job: the given steps between those every job has. */
function action(
  name: string,
  sec: number,
  steps: readonly string[],
  options: JobOptions = {},
): JobRecipe {
  const all = ["Set up job=0.1", "Run actions/checkout@v4=0.2", ...steps];
  return job(
    name,
    sec,
    [...all, "Post Run actions/checkout@v4=0.05", "Complete job=0.02"],
    options,
  );
}

const NODE = ["Run actions/setup-node@v4=0.3", "Install dependencies=1.2"];

export const LINT = [action("lint", 18, [...NODE, "Run npm run lint=2"], { failures: ["lint"] })];

export const CI = [
  action("lint", 48, [...NODE, "Run npm run lint=1"], { failures: ["lint", "types"] }),
  action("test (20)", 165, [...NODE, "Run npm test=5", "Upload coverage=0.3"], {
    failures: ["test", "memory"],
  }),
  action("test (22)", 150, [...NODE, "Run npm test=5", "Upload coverage=0.3"], {
    failures: ["test"],
  }),
  action("build", 85, [...NODE, "Run npm run build=3", "Upload build=0.4"], {
    stage: "package",
    failures: ["types"],
  }),
];

export const SMALL_CI = [
  action("check", 40, [...NODE, "Run npm run lint=1", "Check links=2"], { failures: ["lint"] }),
  action("build", 35, [...NODE, "Build site=2"], { stage: "package" }),
];

export const GO_CI = [
  action("vet", 30, ["Run actions/setup-go@v5=0.4", "Run go vet=1"], { failures: ["lint"] }),
  action("test (ubuntu)", 95, ["Run actions/setup-go@v5=0.4", "Run go test=4"], {
    failures: ["test"],
  }),
  action("test (macos)", 140, ["Run actions/setup-go@v5=0.4", "Run go test=4"], {
    failures: ["test"],
    runner: "macos-15",
    queueSec: 15,
  }),
  action("test (windows)", 170, ["Run actions/setup-go@v5=0.4", "Run go test=4"], {
    failures: ["test"],
    runner: "windows-2025",
  }),
];

export const E2E = [
  action("build", 70, [...NODE, "Run npm run build=2"], { failures: ["types"] }),
  ...["chromium", "firefox", "webkit"].map((browser) =>
    action(`e2e (${browser})`, 240, [...NODE, "Install browsers=0.6", "Run Playwright tests=6"], {
      stage: "e2e",
      failures: ["e2e"],
    }),
  ),
];

export const CODEQL = [
  action("Analyze (javascript)", 190, ["Initialize CodeQL=0.5", "Perform CodeQL analysis=4"], {
    failures: ["memory", "network"],
  }),
];

export const DEPLOY = [
  action("image", 110, ["Log in to the registry=0.2", "Build and push image=4"], {
    failures: ["network"],
  }),
  action("staging", 60, ["Deploy to staging=2", "Smoke test=1"], {
    stage: "staging",
    failures: ["deploy"],
    environment: "staging",
  }),
  action("production", 75, ["Deploy to production=2", "Smoke test=1"], {
    stage: "production",
    failures: ["deploy"],
    environment: "production",
    gateMessage: "Deploy to production?",
  }),
];

export const PREVIEW = [
  action("deploy", 65, [...NODE, "Build site=2", "Deploy preview=1"], { failures: ["network"] }),
];

export const NIGHTLY = [
  action("soak", 540, [...NODE, "Run soak test=8"], { failures: ["test", "memory"] }),
  action("audit", 40, [...NODE, "Run npm audit=1"], { stage: "audit", failures: ["audit"] }),
];

export const MOBILE = [
  action("android", 260, ["Run actions/setup-java@v4=0.3", "Assemble release=4", "Unit tests=2"], {
    failures: ["test", "memory"],
  }),
  action("ios", 320, ["Select Xcode=0.2", "Build app=4", "Unit tests=2"], {
    failures: ["test"],
    runner: "macos-15",
    queueSec: 25,
  }),
];

export const RELEASE = [
  action("build", 120, [...NODE, "Run npm run build=3"], { failures: ["types"] }),
  action("publish", 45, ["Publish package=2", "Create release=1"], {
    stage: "publish",
    failures: ["network"],
  }),
];

export const PLAN = [
  action(
    "plan",
    75,
    ["Run hashicorp/setup-terraform@v3=0.3", "Terraform init=1", "Terraform plan=3"],
    {
      failures: ["plan"],
    },
  ),
];

export const IMPORT = [
  action("import", 380, ["Set up Python=0.4", "Install dependencies=1", "Run import=8"], {
    failures: ["network", "memory"],
  }),
];

/** A GitLab job: what its runner always does around the script. */
function lab(
  stage: string,
  name: string,
  sec: number,
  steps: readonly string[],
  options: JobOptions = {},
): JobRecipe {
  const all = ["Preparing the executor=0.3", "Getting source=0.2", ...steps];
  return job(name, sec, [...all, "Cleaning up=0.05"], {
    runner: "docker-runner-2",
    ...options,
    stage,
  });
}

export const LAB_APP = [
  lab("build", "build", 80, ["Install dependencies=1", "Run npm run build=2"], {
    failures: ["types"],
  }),
  lab("test", "unit", 120, ["Install dependencies=1", "Run npm test=4"], { failures: ["test"] }),
  lab("test", "lint", 35, ["Install dependencies=1", "Run npm run lint=1"], { failures: ["lint"] }),
  lab("test", "dependency_scanning", 45, ["Run npm audit=2"], {
    failures: ["audit"],
    allowFailure: true,
  }),
  lab("deploy", "staging", 50, ["Deploy to staging=2"], {
    failures: ["deploy"],
    environment: "staging",
  }),
  lab("deploy", "production", 60, ["Deploy to production=2"], {
    environment: "production",
    manual: true,
    allowFailure: true,
  }),
];

export const LAB_TERRAFORM = [
  lab("validate", "fmt", 20, ["Terraform fmt=1"], { failures: ["lint"] }),
  lab("validate", "validate", 30, ["Terraform init=1", "Terraform validate=1"], {
    failures: ["plan"],
  }),
  lab("plan", "plan", 70, ["Terraform init=1", "Terraform plan=3"], { failures: ["plan"] }),
  lab("apply", "apply", 90, ["Terraform init=1", "Terraform apply=4"], {
    failures: ["deploy"],
    environment: "production",
    manual: true,
    gateMessage: "Apply the plan?",
  }),
];

export const LAB_REVIEW = LAB_APP.filter((one) => one.stage !== "deploy");

export const LAB_PLAN_ONLY = LAB_TERRAFORM.filter((one) => one.stage !== "apply");

export const LAB_WAREHOUSE = [
  lab("extract", "extract", 150, ["Run import=4"], { failures: ["network"] }),
  lab("transform", "transform", 210, ["Run dbt=5"], { failures: ["test", "memory"] }),
  lab("report", "freshness", 25, ["Check freshness=1"], { failures: ["test"], allowFailure: true }),
];

const AGENT = { runner: "linux-agent-3" };

export const JENKINS_BUILD = [
  job("Checkout", 8, ["checkout scm"], { ...AGENT, stage: "Checkout" }),
  job("Build", 95, ["mvn package"], { ...AGENT, stage: "Build", failures: ["types"] }),
  job("Test", 140, ["mvn verify"], { ...AGENT, stage: "Test", failures: ["test"] }),
  job("Archive", 12, ["archiveArtifacts"], { ...AGENT, stage: "Archive" }),
];

export const JENKINS_SHIP = [
  job("Checkout", 6, ["checkout scm"], { ...AGENT, stage: "Checkout" }),
  job("Package", 60, ["docker build"], { ...AGENT, stage: "Package", failures: ["network"] }),
  job("Staging", 45, ["deploy staging"], { ...AGENT, stage: "Staging", failures: ["deploy"] }),
  job("Approve", 1, ["input"], {
    ...AGENT,
    stage: "Approve",
    gateMessage: "Deploy to production?",
    queueSec: 0,
  }),
  job("Production", 70, ["deploy production"], {
    ...AGENT,
    stage: "Production",
    failures: ["deploy"],
  }),
];

/** The one job of a freestyle item. */
export function freestyle(
  sec: number,
  step: string,
  failures: readonly FailureKind[],
): JobRecipe[] {
  return [job("build", sec, [step], { ...AGENT, stage: "build", failures, queueSec: 5 })];
}
