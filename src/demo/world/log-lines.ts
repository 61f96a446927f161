import type { Random } from "./random.ts";
import type { FailureKind } from "./specs.ts";

const RED = "\u001b[31m";
const GREEN = "\u001b[32m";
const YELLOW = "\u001b[33m";
const DIM = "\u001b[2m";
const OFF = "\u001b[0m";

const FILES = [
  "checkout/total",
  "auth/token",
  "orders/page",
  "cart/merge",
  "search/rank",
  "io/csv",
];
const CASES = [
  "keeps the cart after a login",
  "refreshes a token before it expires",
  "rounds half cents to even",
  "pages through 1,000 orders",
  "shows prices in € and ¥",
  "答えを待たずに閉じる",
];

/** The command a step runs, as its log shows it. */
export function commandOf(stepName: string): string {
  const known: readonly (readonly [RegExp, string])[] = [
    [/install dependencies/iu, "npm ci --no-audit"],
    [/^run (npm .*|go .*)$/iu, stepName.replace(/^Run /u, "")],
    [/playwright/iu, "npx playwright test"],
    [/terraform (\w+)/iu, `terraform ${stepName.split(" ").at(-1) ?? ""} -no-color`],
    [/image|docker/iu, "docker build --tag registry.acme.example/app ."],
    [/^mvn/iu, `${stepName} --batch-mode`],
    [/deploy/iu, `./deploy.sh ${stepName.split(" ").at(-1) ?? ""}`],
    [/smoke/iu, "./smoke-test.sh"],
    [/import/iu, "python -m pipeline.import --since yesterday"],
    [/backup/iu, "./backup.sh --all"],
    [/load test/iu, "./load-test.sh --users 200"],
    [/site/iu, "npm run build:site"],
  ];
  return known.find(([pattern]) => pattern.test(stepName))?.[1] ?? stepName;
}

/** What a step prints while all is well, `count` lines. */
export function ordinaryLines(random: Random, stepName: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => ordinaryLine(random, stepName, index));
}

function ordinaryLine(random: Random, stepName: string, index: number): string {
  const file = random.pick(FILES);
  const ms = random.whole(3, 900);
  if (/test|verify|playwright|soak/iu.test(stepName)) {
    return ` ${GREEN}✓${OFF} test/${file}.test.ts > ${random.pick(CASES)} ${DIM}${ms}ms${OFF}`;
  }
  if (/install|npm ci/iu.test(stepName)) {
    if (index === 0) return `${YELLOW}npm warn deprecated${OFF} glob@7.2.3: no longer supported`;
    return `added ${random.whole(20, 900)} packages in ${random.whole(2, 20)}s`;
  }
  if (/image|docker/iu.test(stepName)) {
    return `#${index + 4} [build ${index + 1}/9] RUN step ${index + 1} ${DIM}${ms / 100}s${OFF}`;
  }
  if (/terraform/iu.test(stepName)) return `module.network.subnet[${index}]: Refreshing state...`;
  if (/deploy/iu.test(stepName)) return `pod ${index + 1} of 6 ready after ${random.whole(2, 30)}s`;
  if (/import|dbt|backup/iu.test(stepName)) {
    return `INFO  batch ${index + 1}: ${random.whole(800, 90_000)} rows`;
  }
  if (/mvn/iu.test(stepName)) return `[INFO] Compiling ${file.replace("/", ".")}`;
  if (/checkout|source|scm/iu.test(stepName))
    return `remote: Counting objects: ${Math.min(100, index * 25)}% done`;
  return `${DIM}${ms} ms${OFF} ${file}.ts`;
}

/** How a failing step ends: what went wrong, with its place. */
export function failureLines(random: Random, kind: FailureKind): string[] {
  const file = random.pick(FILES);
  const line = random.whole(12, 240);
  const column = random.whole(3, 40);
  switch (kind) {
    case "test":
      return [
        ` ${RED}✗${OFF} test/${file}.test.ts > ${random.pick(CASES)}`,
        `${RED}AssertionError: expected 401 to be 200${OFF}`,
        "  - Expected  200",
        "  + Received  401",
        `    at test/${file}.test.ts:${line}:${column}`,
        ` Tests  ${RED}1 failed${OFF} | ${GREEN}${random.whole(80, 900)} passed${OFF}`,
      ];
    case "e2e":
      return [
        `  1) [chromium] › e2e/${file}.spec.ts:${line}:${column} › ${random.pick(CASES)}`,
        `    ${RED}Error: locator.click: Timeout 30000ms exceeded.${OFF}`,
        "    waiting for getByRole('button', { name: 'Pay now' })",
        `      at e2e/${file}.spec.ts:${line}:${column}`,
        "  1 failed, 47 passed (3.9m)",
      ];
    case "lint":
      return [
        `src/${file}.ts`,
        `  ${line}:${column}  ${RED}error${OFF}  'total' is defined but never used  no-unused-vars`,
        `${RED}✖ 1 problem (1 error, 0 warnings)${OFF}`,
      ];
    case "types":
      return [
        `src/${file}.ts(${line},${column}): error TS2345: Argument of type 'string | undefined' is not assignable to parameter of type 'string'.`,
        "Found 1 error.",
      ];
    case "memory":
      return [
        "<--- Last few GCs --->",
        `${RED}FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory${OFF}`,
        "Aborted (core dumped)",
        "Killed: the container used more than its 4096 MiB of memory (OOMKilled)",
      ];
    case "network":
      return [
        "retrying in 10 s (attempt 3 of 3)",
        `${RED}error: connect ETIMEDOUT 192.0.2.17:443 (registry.acme.example)${OFF}`,
      ];
    case "deploy":
      return [
        `${RED}error: deployment "shop" exceeded its progress deadline${OFF}`,
        "pod shop-7c9f5d8b6-x2x4k: CrashLoopBackOff, readiness probe failed: HTTP 503",
        "rolled back to revision 41",
      ];
    case "plan":
      return [
        `${RED}Error: Unsupported argument${OFF}`,
        `  on modules/network/main.tf line ${line}, in resource "subnet" "private":`,
        `  ${line}:   cidr = var.private_cidr`,
        'An argument named "cidr" is not expected here.',
      ];
    case "audit":
      return [
        "# npm audit report",
        `${RED}tar-fs  <3.0.9  Severity: high${OFF}`,
        "1 high severity vulnerability",
      ];
  }
}
