import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import type { FailureKind, JobRecipe, RunShape } from "./specs.ts";
import type { DemoOutcome, DemoVendor } from "./types.ts";

interface StepPlan {
  readonly name: string;
  readonly ms: number;
}

/** All there is to know of a job before it runs. */
export interface JobPlan {
  readonly recipe: JobRecipe;
  /** Wait for a runner, milliseconds. */
  readonly queueMs: number;
  /** How long its gate stays shut if nobody acts; null without a gate, `Infinity` where it never opens. */
  readonly gateMs: number | null;
  readonly steps: readonly StepPlan[];
  readonly result: DemoOutcome;
  /** Index of the step it fails at, -1 where it does not fail. */
  readonly failedStep: number;
  readonly failure: FailureKind | null;
  /** What its log is made from. */
  readonly seed: string;
}

export interface PlanRequest {
  readonly seed: readonly (string | number)[];
  readonly vendor: DemoVendor;
  readonly recipe: readonly JobRecipe[];
  readonly shape: RunShape;
  readonly speed: number;
}

const ALWAYS_RUN = /^(?:Post |Complete job|Cleaning up)/u;

/** True for the steps a job ends with however it went. */
function isClosingStep(name: string): boolean {
  return ALWAYS_RUN.test(name);
}

/** Settles a run: the jobs of its recipe with their times and results, the same for the same seed. */
export function planJobs(request: PlanRequest): readonly JobPlan[] {
  const { recipe, shape } = request;
  const random = createRandom(...request.seed, "plan");
  const pace = (random.chance(0.05) ? 1.6 : 1) * random.between(0.85, 1.15);
  const failing = shape.outcome === "failure" ? pickFailing(random, recipe) : null;
  const firstStage = recipe[0]?.stage;
  const jobs = recipe.map((one) =>
    planJob(random, request, one, {
      pace,
      result: jobResult(random, request.vendor, one, shape, one === failing),
      isFirst: one.stage === firstStage,
    }),
  );
  return shape.totalSec === undefined ? jobs : stretch(jobs, request);
}

function pickFailing(random: Random, recipe: readonly JobRecipe[]): JobRecipe | null {
  const able = recipe.filter((one) => one.failures.length > 0 && !one.allowFailure);
  return able.length === 0 ? null : random.pick(able);
}

function jobResult(
  random: Random,
  vendor: DemoVendor,
  recipe: JobRecipe,
  shape: RunShape,
  isFailing: boolean,
): DemoOutcome {
  const late = random.chance(0.06) && shape.totalSec === undefined;
  const slip = random.chance(0.15);
  if (shape.outcome === "skipped") return "skipped";
  if (isFailing) return late && vendor === "github" ? "timed_out" : "failure";
  if (shape.outcome === "neutral") return "neutral";
  if (shape.outcome === "unstable" && recipe.failures.includes("test")) return "unstable";
  return recipe.allowFailure && recipe.failures.length > 0 && slip ? "failure" : "success";
}

function planJob(
  random: Random,
  request: PlanRequest,
  recipe: JobRecipe,
  own: { readonly pace: number; readonly result: DemoOutcome; readonly isFirst: boolean },
): JobPlan {
  const { shape, speed } = request;
  const isBad = own.result === "failure" || own.result === "timed_out";
  const weights = recipe.steps.map((step) => step.weight);
  const sum = weights.reduce((left, right) => left + right, 0);
  const failedStep = isBad ? weights.indexOf(Math.max(...weights)) : -1;
  const steps = recipe.steps.map((step, index) => {
    const share = (recipe.sec * own.pace * step.weight) / sum;
    const cut = index === failedStep ? random.between(0.4, 0.95) : random.between(0.9, 1.1);
    return { name: step.name, ms: Math.max(1, Math.round((share * cut * 1_000) / speed)) };
  });
  const queueSec =
    own.isFirst && shape.queueSec !== undefined
      ? shape.queueSec
      : recipe.queueSec * random.between(0.5, 1.6);
  const gateSec = random.between(120, 700);
  return {
    recipe,
    queueMs: Math.round((queueSec * 1_000) / speed),
    gateMs: gateMs(recipe, shape.approvalSec ?? gateSec, speed),
    steps,
    result: own.result,
    failedStep,
    failure: isBad || own.result === "unstable" ? pickFailure(random, recipe, own.result) : null,
    seed: `${request.seed.join("/")}/${recipe.name}`,
  };
}

function pickFailure(random: Random, recipe: JobRecipe, result: DemoOutcome): FailureKind {
  if (result === "unstable") return "test";
  return recipe.failures.length === 0 ? "network" : random.pick(recipe.failures);
}

function gateMs(recipe: JobRecipe, gateSec: number, speed: number): number | null {
  if (!recipe.manual && recipe.gateMessage === null) return null;
  if (recipe.manual && recipe.allowFailure) return Number.POSITIVE_INFINITY;
  return Math.round((gateSec * 1_000) / speed);
}

/** Stretches or shrinks the jobs until the run takes what its shape says. */
function stretch(jobs: readonly JobPlan[], request: PlanRequest): readonly JobPlan[] {
  const { shape, speed } = request;
  const wantedMs = ((shape.totalSec ?? 0) * 1_000) / speed;
  const fixedMs = shape.queueSec === undefined ? 0 : (shape.queueSec * 1_000) / speed;
  const factor = (wantedMs - fixedMs) / (lengthMs(jobs) - fixedMs);
  const firstStage = jobs[0]?.recipe.stage;
  return jobs.map((one) => ({
    ...one,
    queueMs:
      one.recipe.stage === firstStage && shape.queueSec !== undefined
        ? one.queueMs
        : Math.round(one.queueMs * factor),
    steps: one.steps.map((step) => ({ ...step, ms: Math.max(1, Math.round(step.ms * factor)) })),
  }));
}

/** How long a run of these jobs takes with every gate open, milliseconds. */
export function lengthMs(jobs: readonly JobPlan[]): number {
  let total = 0;
  const stages = [...new Set(jobs.map((one) => one.recipe.stage))];
  for (const stage of stages) {
    const inStage = jobs.filter((one) => one.recipe.stage === stage && !isOptional(one));
    total += Math.max(0, ...inStage.map((one) => one.queueMs + activeMs(one)));
    if (inStage.some((one) => one.failedStep >= 0 && !one.recipe.allowFailure)) break;
  }
  return total;
}

/** True for a job whose run ends without it unless somebody starts it. */
export function isOptional(plan: JobPlan): boolean {
  return plan.recipe.manual && plan.recipe.allowFailure;
}

/** True where the job runs this step: all of them, or those up to the failing one and the closing. */
export function runsStep(plan: JobPlan, index: number): boolean {
  return (
    plan.failedStep < 0 ||
    index <= plan.failedStep ||
    isClosingStep(plan.recipe.steps[index]?.name ?? "")
  );
}

function activeMs(plan: JobPlan): number {
  return plan.steps.reduce((sum, step, index) => sum + (runsStep(plan, index) ? step.ms : 0), 0);
}
