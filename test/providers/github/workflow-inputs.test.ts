import { describe, expect, it } from "vitest";
import { parseWorkflowInputs } from "../../../src/providers/github/workflow-inputs.ts";

describe("the inputs of a workflow", () => {
  it("are read with their types, choices and defaults", () => {
    const text = `
name: Deploy
on:
  push:
    branches: [main]
  workflow_dispatch:
    inputs:
      environment:
        description: Where to deploy
        type: choice
        required: true
        options: [staging, production, 3]
        default: production
      size:
        type: choice
        options: [small, large]
      dry_run:
        type: boolean
        default: true
      force:
        type: boolean
      replicas:
        type: number
        default: 2
      target:
        type: environment
      note:
jobs: {}
`;
    const input = { description: null, choices: [], isRequired: false };
    expect(parseWorkflowInputs(text)).toEqual([
      {
        name: "environment",
        description: "Where to deploy",
        type: "choice",
        choices: ["staging", "production", "3"],
        defaultValue: "production",
        isRequired: true,
      },
      {
        ...input,
        name: "size",
        type: "choice",
        choices: ["small", "large"],
        defaultValue: "small",
      },
      { ...input, name: "dry_run", type: "boolean", defaultValue: "true" },
      { ...input, name: "force", type: "boolean", defaultValue: "false" },
      { ...input, name: "replicas", type: "number", defaultValue: "2" },
      { ...input, name: "target", type: "text", defaultValue: "" },
      { ...input, name: "note", type: "text", defaultValue: "" },
    ]);
  });

  it.each([
    "on: workflow_dispatch",
    "on: [push, workflow_dispatch]",
    '"on": { workflow_dispatch: }',
    "on:\n  workflow_dispatch:\n    inputs:",
    "on:\n  workflow_dispatch:\n    inputs: 7",
  ])("are none in %j", (text) => {
    expect(parseWorkflowInputs(text)).toEqual([]);
  });

  it.each([
    "on: push",
    "on: [push]",
    "on:\n  push:\n  workflow_call:\n    inputs: {a: {}}",
    "",
    "7",
  ])("are not to be had in %j", (text) => {
    expect(parseWorkflowInputs(text)).toBeNull();
  });

  it("hold no control sequence", () => {
    const text =
      'on: {workflow_dispatch: {inputs: {"a\\e[31mb": {description: "x\\ny", default: "\\u202Ez"}}}}';
    expect(parseWorkflowInputs(text)).toMatchObject([
      { name: "ab", description: "x y", defaultValue: "z" },
    ]);
  });

  it("end a file that unfolds without end", () => {
    const names = "abcdefgh".split("");
    const folds = names.map((name, index) => {
      const before = names[index - 1];
      return `${name}: &${name} [${before ? Array(9).fill(`*${before}`).join(", ") : "x"}]`;
    });
    expect(() => parseWorkflowInputs(`${folds.join("\n")}\non: push`)).toThrow(/alias/iu);
  });
});
