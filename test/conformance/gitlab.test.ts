import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CREDENTIALS } from "../../src/demo/demo-credentials.ts";
import { startGitlabDemo } from "../../src/demo/gitlab/start-gitlab-demo.ts";
import type { DemoServer } from "../../src/demo/http-types.ts";
import { createWorld } from "../../src/demo/world/create-world.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { isUnfinished } from "../../src/model/run-status.ts";
import { createGitlabClient } from "../../src/providers/gitlab/client.ts";
import { createGitlabProvider } from "../../src/providers/gitlab/provider.ts";
import {
  isPrismInstalled,
  PRISM_MISSING,
  type PrismProxy,
  startPrismProxy,
  type Violation,
} from "./prism.ts";

const DESCRIPTION = join(process.env.CIMON_FIXTURES ?? "", "gitlab/openapi_v2.yaml");
const NEVER = new AbortController().signal;
const TOKEN = DEMO_CREDENTIALS.gitlabToken;

function findReasonToSkip(): string | null {
  if (!process.env.CIMON_FIXTURES) return "needs CIMON_FIXTURES, the folder of API descriptions";
  if (!existsSync(DESCRIPTION)) return "needs gitlab/openapi_v2.yaml in CIMON_FIXTURES";
  return isPrismInstalled() ? null : PRISM_MISSING;
}

/**
 * Where GitLab itself answers null. Its description is Swagger 2, which cannot say so, and gives all
 * of them a type; the examples on https://docs.gitlab.com/api/pipelines/ and …/api/jobs/ have nulls.
 */
const NULLABLE = new Set([
  "name",
  "yaml_errors",
  "started_at",
  "finished_at",
  "committed_at",
  "erased_at",
  "duration",
  "queued_duration",
  "coverage",
  "detailed_status.illustration",
  "artifacts_expire_at",
  "avatar_url",
  "namespace.avatar_url",
  "namespace.parent_id",
]);

/** Where the description names another type than the one GitLab sends, and its own example shows. */
const MISTYPED: Readonly<Record<string, string>> = {
  // Described as a string with the example `false`, which is no string; answered as a boolean.
  "project.ci_job_token_scope_enabled": "boolean",
};

const reason = findReasonToSkip();

describe.skipIf(reason !== null)(
  `GitLab's official description${reason === null ? "" : ` (${reason})`}`,
  () => {
    const clock = { nowMs: Date.parse("2026-11-23T12:00:00Z") };
    const now = () => clock.nowMs;
    const world = createWorld({ seed: 1, now });
    let server: DemoServer;
    let prism: PrismProxy;

    beforeAll(async () => {
      server = await startGitlabDemo({ world });
      const upstream = server.url;
      // It names no 304 at all, and a 404 not for every operation that answers one.
      const unnamedStatuses = [304, 404];
      prism = await startPrismProxy({ description: DESCRIPTION, upstream, unnamedStatuses });
    }, 120_000);

    afterAll(async () => {
      await prism?.close();
      await server?.close();
    });

    async function readValue({ url, location }: Violation): Promise<unknown> {
      const response = await fetch(`${server.url}${url}`, { headers: { "private-token": TOKEN } });
      let value: unknown = await response.json();
      for (const key of location.split(".").slice(2)) {
        value = (value as Record<string, unknown> | null)?.[key];
      }
      return value;
    }

    /** What neither of the two lists above explains; asked before the clock goes on. */
    async function listUnexplained(violations: readonly Violation[]): Promise<Violation[]> {
      const unexplained: Violation[] = [];
      for (const violation of violations) {
        const name = /^response\.body\.(?:\d+\.)?(.+)$/u.exec(violation.location)?.[1] ?? "";
        const value = await readValue(violation);
        const isNull = value === null && NULLABLE.has(name);
        const isMistyped = name in MISTYPED && typeof value === MISTYPED[name];
        if (!isNull && !isMistyped) unexplained.push(violation);
      }
      return unexplained;
    }

    function connect() {
      const http = createHttpClient({ deadlineMs: 30_000, now });
      const projects = ["platform/**", "shop/*", "robin/*"];
      const url = prism.url;
      const provider = createGitlabProvider({
        source: "lab",
        url,
        token: TOKEN,
        projects,
        http,
        now,
      });
      return { provider, client: createGitlabClient({ url, token: TOKEN, http }) };
    }

    it("agrees with a monitor's polls and with what the imitation answers", async () => {
      const { provider } = connect();
      const targets = await provider.discoverTargets(NEVER);
      expect(targets.length).toBeGreaterThan(3);
      const target = targets.find(({ id }) => id === "shop/checkout");
      if (!target) throw new Error("the project was not discovered");
      const known = new Map<string, PipelineRun>();
      const unexplained: Violation[] = [];
      let cursor: string | null = null;
      let judged = 0;
      for (let round = 0; round < 25; round += 1) {
        const unfinished = [...known.values()].filter((run) => isUnfinished(run.status));
        const answer = await provider.listRuns({ target, cursor, unfinished, signal: NEVER });
        cursor = answer.cursor;
        for (const run of answer.runs) known.set(run.id, run);
        unexplained.push(...(await listUnexplained(prism.violations.slice(judged))));
        judged = prism.violations.length;
        // Every other round nothing has happened, so that there is a 304 too.
        clock.nowMs += round % 2 === 0 ? 0 : 60_000;
      }
      expect(unexplained).toEqual([]);
      for (const pattern of [
        /^GET \/api\/v4\/groups\/platform\/projects\?.* 200$/u,
        /^GET \/api\/v4\/users\/robin\/projects\?.* 200$/u,
        /^GET \/api\/v4\/projects\/shop%2Fcheckout\/pipelines\?.* 200$/u,
        /^GET \/api\/v4\/projects\/shop%2Fcheckout\/pipelines\?.*updated_after=.* 200$/u,
        /^GET \/api\/v4\/projects\/shop%2Fcheckout\/pipelines\?.* 304$/u,
        /^GET \/api\/v4\/projects\/shop%2Fcheckout\/pipelines\/\d+ 200$/u,
        /^GET \/api\/v4\/projects\/shop%2Fcheckout\/repository\/commits\/[0-9a-f]{40}\?stats=false 200$/u,
      ]) {
        expect(
          prism.exchanges.some((line) => pattern.test(line)),
          `${pattern}`,
        ).toBe(true);
      }
    }, 120_000);

    it("agrees with the requests that only older servers need", async () => {
      const { client } = connect();
      const before = { violations: prism.violations.length, exchanges: prism.exchanges.length };
      const runs = world.runs(world.repo("gitlab", "shop/checkout")?.id ?? 0);
      const failed = runs.find(({ outcome }) => outcome === "failure");
      const soft = runs.find((run) =>
        run.jobs.some((job) => job.outcome === "failure" && job.allowFailure),
      );
      for (const run of [failed, soft]) {
        await client.hasAllowedFailure("shop/checkout", run?.id ?? 0, NEVER);
      }
      expect(await client.hasAllowedFailure("shop/checkout", soft?.id ?? 0, NEVER)).toBe(true);
      expect((await client.listProjects({ kind: "own" }, NEVER)).length).toBeGreaterThan(3);
      expect(prism.exchanges.length).toBe(before.exchanges + 4);
      expect(await listUnexplained(prism.violations.slice(before.violations))).toEqual([]);
    }, 60_000);

    it("is really held against them", async () => {
      const before = prism.violations.length;
      const url = `${prism.url}/api/v4/projects/shop%2Fcheckout/pipelines?order_by=colour`;
      await fetch(url, { headers: { "private-token": TOKEN } });
      expect(prism.violations.slice(before).map(({ location }) => location)).toContain(
        "request.query.order_by",
      );
    });
  },
);
