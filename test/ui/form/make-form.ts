import type { TriggerForm, TriggerInput } from "../../../src/model/run-detail.ts";

/** An optional text, unless told otherwise. */
export function makeInput(changes: Partial<TriggerInput> = {}): TriggerInput {
  return {
    name: "note",
    description: null,
    type: "text",
    choices: [],
    defaultValue: "",
    isRequired: false,
    ...changes,
  };
}

/** What GitHub's workflow to deploy with can be given: one input of each type. */
export const DEPLOY: TriggerForm = {
  inputs: [
    makeInput({
      name: "environment",
      type: "choice",
      choices: ["staging", "production"],
      defaultValue: "staging",
      description: "Where to deploy",
      isRequired: true,
    }),
    makeInput({ name: "dry_run", type: "boolean", defaultValue: "false" }),
    makeInput({ name: "version", isRequired: true, description: "Such as 2.4.1" }),
    makeInput({ name: "replicas", type: "number", defaultValue: "2" }),
    makeInput({ name: "password", type: "secret" }),
  ],
  takesVariables: false,
  takesBranch: true,
};

/** What a pipeline of GitLab can be given. */
export const VARIABLES: TriggerForm = { inputs: [], takesVariables: true, takesBranch: true };
