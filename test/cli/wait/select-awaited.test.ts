import { expect, it } from "vitest";
import { selectAwaited } from "../../../src/cli/wait/select-awaited.ts";
import { makePipeline, makeRun } from "../../helpers/make-run.ts";

const commit = (sha: string) => ({ commit: { sha, message: "x" } });
const idsOf = (pipelines: ReturnType<typeof selectAwaited>) =>
  pipelines.map(({ latest }) => latest.id);
const any = () => true;

it("takes the latest run of each pipeline where no commit is given", () => {
  const ci = makePipeline(makeRun({ id: "2" }), makeRun({ id: "1" }));
  const e2e = makePipeline(makeRun({ id: "3", workflow: "e2e" }));
  expect(idsOf(selectAwaited([ci, e2e], { sha: null, includesWorkflow: any }))).toEqual(["2", "3"]);
  const includesWorkflow = (name: string) => name === "e2e";
  expect(idsOf(selectAwaited([ci, e2e], { sha: null, includesWorkflow }))).toEqual(["3"]);
});

it("finds the runs of a commit by its beginning, also behind newer ones", () => {
  const pipeline = makePipeline(
    makeRun({ id: "3", ...commit("bbb") }),
    makeRun({ id: "2", ...commit("AAA1") }),
    makeRun({ id: "1", ...commit("ccc") }),
  );
  const [found] = selectAwaited([pipeline], { sha: "aaa", includesWorkflow: any });
  expect(found?.latest.id).toBe("2");
  expect(found?.history.map(({ id }) => id)).toEqual(["2", "1"]);
});

it("takes a commit's newest run by each event", () => {
  const pipeline = makePipeline(
    makeRun({ id: "3", ...commit("aaa") }),
    makeRun({ id: "2", ...commit("aaa"), event: "pull_request" }),
    makeRun({ id: "1", ...commit("aaa") }),
  );
  expect(idsOf(selectAwaited([pipeline], { sha: "aaa", includesWorkflow: any }))).toEqual([
    "3",
    "2",
  ]);
});

it("knows no commit where the vendor tells none", () => {
  const pipeline = makePipeline(makeRun({ commit: { sha: null, message: null } }));
  expect(selectAwaited([pipeline], { sha: "aaaa", includesWorkflow: any })).toEqual([]);
});
