import { describe, expect, it } from "vitest";
import { parseTree, pickTree, TreeSyntaxError } from "../../../src/demo/jenkins/tree-query.ts";

const JOB = {
  _class: "Job",
  name: "app",
  color: "blue",
  builds: () => [1, 2, 3, 4].map((number) => ({ _class: "Build", number, result: "SUCCESS" })),
  lastBuild: null,
};

const pick = (tree: string) => pickTree(JOB, parseTree(tree));

describe("a tree", () => {
  it("picks the named fields, and the class unasked", () => {
    expect(pick("name")).toEqual({ _class: "Job", name: "app" });
  });

  it("picks fields of fields", () => {
    expect(pick("builds[number]")).toMatchObject({
      builds: [{ _class: "Build", number: 1 }, {}, {}, {}],
    });
    expect(pick("builds[number]")).not.toHaveProperty("builds.0.result");
  });

  it("leaves an object without its fields where none is named", () => {
    expect(pick("builds")).toHaveProperty("builds.0", { _class: "Build" });
  });

  it("ignores fields that nothing has, and keeps null", () => {
    expect(pick("nonsense[a[b]],lastBuild[number]")).toEqual({ _class: "Job", lastBuild: null });
  });

  it.each([
    ["{0,2}", [1, 2]],
    ["{1,3}", [2, 3]],
    ["{2,}", [3, 4]],
    ["{,1}", [1]],
    ["{1}", [2]],
    ["{2,100}", [3, 4]],
    ["{9,10}", []],
  ])("takes the range %s of a list", (range, numbers) => {
    const { builds } = pick(`name,builds[number]${range},color`) as {
      builds: { number: number }[];
    };
    expect(builds.map((build) => build.number)).toEqual(numbers);
  });

  it("takes the later one of a field asked for twice", () => {
    expect(pick("builds[number],builds[result]{0,1}")).toHaveProperty("builds", [
      { _class: "Build", result: "SUCCESS" },
    ]);
  });

  it.each(["", "jobs[name", "jobs[name]]", "jobs[]", "a,,b", "a,", "a{1,2", "a{x}", "[a]", "a b"])(
    "%j is refused",
    (tree) => {
      expect(() => parseTree(tree)).toThrow(TreeSyntaxError);
    },
  );
});
