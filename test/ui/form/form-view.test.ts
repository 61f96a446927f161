import { describe, expect, it } from "vitest";
import type { TriggerForm } from "../../../src/model/run-detail.ts";
import {
  type FormView,
  findProblem,
  openForm,
  toOrder,
  withValue,
} from "../../../src/ui/form/form-view.ts";
import { startInput } from "../../../src/ui/state/text-input.ts";
import { makePipeline } from "../make-pipeline.ts";
import { DEPLOY, makeInput, VARIABLES } from "./make-form.ts";

const RUN = makePipeline().latest;

const open = (form: TriggerForm) => openForm(RUN, form, "table");

/** Fills in fields by their labels; several of one label one after another. */
function fill(view: FormView, ...values: readonly (readonly [string, string])[]): FormView {
  const used = new Set<string>();
  let filled = view;
  for (const [label, value] of values) {
    const at = filled.fields.findIndex((field) => field.label === label && !used.has(field.id));
    used.add(filled.fields[at]?.id ?? "");
    filled = withValue({ ...filled, at }, startInput(value));
  }
  return filled;
}

describe("a form", () => {
  it("begins at the first input, everything at its default", () => {
    const view = open(DEPLOY);
    expect(view.fields[view.at]?.label).toBe("environment");
    expect(toOrder(view)).toEqual({
      branch: null,
      inputs: { environment: "staging", dry_run: "false", replicas: "2" },
    });
  });

  it("has no fields where nothing can be given", () => {
    expect(open({ inputs: [], takesVariables: false, takesBranch: false }).fields).toEqual([]);
  });

  it("takes the first choice where the default is none of them", () => {
    const inputs = [
      makeInput({ name: "where", type: "choice", choices: ["a", "b"], defaultValue: "z" }),
      makeInput({ name: "dry", type: "boolean", defaultValue: "" }),
    ];
    const view = open({ inputs, takesVariables: false, takesBranch: false });
    expect(toOrder(view).inputs).toEqual({ where: "a", dry: "false" });
  });

  it("hands on what was filled in, and the branch only where it is another one", () => {
    const filled = fill(open(DEPLOY), ["version", "2.4.1"], ["replicas", " 3 "]);
    expect(toOrder(filled)).toMatchObject({
      branch: null,
      inputs: { version: "2.4.1", replicas: "3" },
    });
    expect(toOrder(fill(filled, ["branch", " release "])).branch).toBe("release");
  });

  it("hands on that a default was taken out", () => {
    expect(toOrder(fill(open(DEPLOY), ["replicas", ""])).inputs).toMatchObject({ replicas: "" });
  });

  it.each([
    [[], "version is required"],
    [[["version", "  "]], "version is required"],
    [
      [
        ["version", "1"],
        ["replicas", "many"],
      ],
      "replicas is a number",
    ],
    [
      [
        ["version", "1"],
        ["branch", ""],
      ],
      "branch is required",
    ],
    [
      [
        ["version", "1"],
        ["replicas", "-1.5"],
      ],
      null,
    ],
    [
      [
        ["version", "1"],
        ["replicas", ""],
      ],
      null,
    ],
  ] as const)("filled in with %j has the problem %j", (values, problem) => {
    expect(findProblem(fill(open(DEPLOY), ...values))?.text ?? null).toBe(problem);
  });

  it("has always one variable more to fill in", () => {
    const filled = fill(open(VARIABLES), ["variable", "DEPLOY_TO=a=b"], ["variable", "_X="]);
    expect(filled.fields.map(({ label }) => label)).toEqual([
      "branch",
      "variable",
      "variable",
      "variable",
    ]);
    expect(toOrder(filled).inputs).toEqual({ DEPLOY_TO: "a=b", _X: "" });
    expect(findProblem(filled)).toBeNull();
  });

  it.each([
    [["A"], "a variable is written NAME=value"],
    [["1A=x"], "a variable is written NAME=value"],
    [["A=1", "A=2"], "A is given twice"],
  ])("refuses the variables %j", (texts, problem) => {
    const values = texts.map((text) => ["variable", text] as const);
    expect(findProblem(fill(open(VARIABLES), ...values))?.text).toBe(problem);
  });

  it("is no way to an object's prototype", () => {
    const inputs = [makeInput({ name: "__proto__", defaultValue: "x" })];
    const { inputs: sent } = toOrder(open({ inputs, takesVariables: false, takesBranch: false }));
    expect(Object.entries(sent)).toEqual([["__proto__", "x"]]);
  });
});
