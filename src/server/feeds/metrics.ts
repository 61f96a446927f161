import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Pipeline } from "../../model/pipeline.ts";
import { isUnfinished, RUN_STATUSES } from "../../model/run-status.ts";
import type { Snapshot, SourceState } from "../../model/snapshot.ts";
import type { ServerContext } from "../server-context.ts";

const PIPELINE = ["source", "repo", "branch", "workflow"] as const;
const TARGET_STATES = ["ok", "loading", "failing"] as const;

/** What there is to count, in Prometheus' own format; `read` looks at the snapshot of that moment. */
export interface Metrics {
  readonly contentType: string;
  read(): Promise<string>;
}

/** Creates the metrics of a server; requests to CI servers are counted from now on. */
export function createMetrics({
  feed,
  hub,
  traffic,
}: Pick<ServerContext, "feed" | "hub" | "traffic">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauges = createGauges(registers);
  const polls = new Counter({
    name: "cimon_requests_total",
    help: "Requests sent to CI servers, by how they ended",
    labelNames: ["source", "outcome"],
    registers,
  });
  const durations = new Histogram({
    name: "cimon_request_duration_seconds",
    help: "How long CI servers took to answer",
    labelNames: ["source"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  });
  traffic.subscribe(({ source, outcome, durationMs }) => {
    polls.inc({ source, outcome });
    if (outcome !== "given-up") durations.observe({ source }, durationMs / 1_000);
  });
  return {
    contentType: registry.contentType,
    read() {
      const snapshot = feed.getSnapshot();
      registerRows(gauges, snapshot);
      for (const source of snapshot.sources) registerSource(gauges, source);
      gauges.sockets.set(hub.countSubscribers());
      return registry.metrics();
    },
  };
}

type Gauges = ReturnType<typeof createGauges>;

function createGauges(registers: Registry[]) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: `cimon_${name}`, help, labelNames: [...labelNames], registers });
  return {
    runs: gauge("runs", "Pipelines by the status of their latest run", ["source", "status"]),
    status: gauge("run_status", "1 for the status of a pipeline's latest run", [
      ...PIPELINE,
      "status",
    ]),
    duration: gauge("run_duration_seconds", "How long the last finished run took", PIPELINE),
    finished: gauge("run_finished_timestamp_seconds", "When the last run finished", PIPELINE),
    up: gauge("source_up", "1 where a source answers for all its targets", ["source"]),
    targets: gauge("targets", "Targets by how they are doing", ["source", "state"]),
    limit: gauge("quota_limit", "The primary rate limit", ["source"]),
    remaining: gauge("quota_remaining", "What is left of the primary rate limit", ["source"]),
    planned: gauge("planned_requests_per_hour", "Counted requests an hour as planned", ["source"]),
    sockets: gauge("sockets", "Who listens to changes now", []),
  };
}

function registerRows({ runs, status, duration, finished }: Gauges, snapshot: Snapshot): void {
  for (const one of [runs, status, duration, finished]) one.reset();
  for (const { name: source } of snapshot.sources) {
    for (const word of RUN_STATUSES) runs.set({ source, status: word }, 0);
  }
  for (const row of snapshot.pipelines) {
    const { source, repo, branch, workflow, latest } = row;
    const labels = { source, repo, branch, workflow };
    runs.inc({ source, status: latest.status });
    status.set({ ...labels, status: latest.status }, 1);
    const last = findFinished(row);
    if (last?.durationSec != null) duration.set(labels, last.durationSec);
    if (last?.finishedAt) finished.set(labels, Date.parse(last.finishedAt) / 1_000);
  }
}

function findFinished({ history }: Pipeline) {
  return history.find(({ status }) => !isUnfinished(status));
}

function registerSource(
  gauges: Gauges,
  { name: source, state, targets, quota, pace }: SourceState,
) {
  gauges.up.set({ source }, state === "ok" ? 1 : 0);
  for (const word of TARGET_STATES) {
    const count = targets.filter((target) => target.state === word).length;
    gauges.targets.set({ source, state: word }, count);
  }
  if (quota !== null) {
    gauges.limit.set({ source }, quota.limit);
    gauges.remaining.set({ source }, quota.remaining);
  }
  if (pace.perHour !== null) gauges.planned.set({ source }, pace.perHour);
}
