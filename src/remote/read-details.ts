import {
  checkList,
  checkNumber,
  checkNumberOrNull,
  checkStatus,
  checkText,
  checkTextOrNull,
  checkWord,
} from "../model/check-value.ts";
import { cleanText } from "../model/clean-text.ts";
import type {
  Annotation,
  Job,
  LogChunk,
  RunParameter,
  Step,
  TriggerForm,
  TriggerInput,
} from "../model/run-detail.ts";
import { checkObject, readTime } from "./read-rows.ts";

// What a server tells of one run, every text cleaned again; each throws where it is something else.

/** The answer of `GET …/jobs`. */
export function readJobs(value: unknown): readonly Job[] {
  return checkList(checkObject(value).jobs).map(readJob);
}

function readJob(value: unknown): Job {
  const job = checkObject(value);
  return {
    id: checkText(job.id),
    name: checkText(job.name),
    stage: checkTextOrNull(job.stage),
    status: checkStatus(job.status),
    conclusion: checkTextOrNull(job.conclusion),
    startedAt: readTime(job.startedAt),
    finishedAt: readTime(job.finishedAt),
    durationSec: checkNumberOrNull(job.durationSec, 0),
    url: checkTextOrNull(job.url),
    steps: checkList(job.steps).map(readStep),
    mayFail: job.mayFail === true,
    gate: job.gate === null ? null : checkWord(job.gate, ["play", "approve"]),
    question: checkTextOrNull(job.question),
  };
}

function readStep(value: unknown): Step {
  const step = checkObject(value);
  return {
    number: checkNumber(step.number, 0),
    name: checkText(step.name),
    status: checkStatus(step.status),
    startedAt: readTime(step.startedAt),
    finishedAt: readTime(step.finishedAt),
    durationSec: checkNumberOrNull(step.durationSec, 0),
  };
}

/** The answer of `GET …/annotations`. */
export function readAnnotations(value: unknown): readonly Annotation[] {
  return checkList(checkObject(value).annotations).map((one) => {
    const { level, message, place } = checkObject(one);
    return {
      level: checkWord(level, ["failure", "warning", "notice"]),
      message: checkText(message),
      place: checkTextOrNull(place),
    };
  });
}

/** The answer of `GET …/parameters`. */
export function readParameters(value: unknown): readonly RunParameter[] {
  return checkList(checkObject(value).parameters).map((one) => {
    const { name, value: given } = checkObject(one);
    return { name: checkText(name), value: given === null ? null : cleanText(String(given)) };
  });
}

/** The answer of `GET …/log`; its text is as the CI server sent it. */
export function readLogChunk(value: unknown): LogChunk {
  const { text, position, isComplete, skipped } = checkObject(value);
  if (typeof text !== "string" || typeof position !== "string") throw new Error("not a log");
  const chunk = { text, position, isComplete: isComplete === true };
  return skipped === undefined ? chunk : { ...chunk, skipped: checkNumber(skipped, 0) };
}

/** The answer of `GET …/trigger`. */
export function readTriggerForm(value: unknown): TriggerForm {
  const form = checkObject(value);
  return {
    inputs: checkList(form.inputs).map(readInput),
    takesVariables: form.takesVariables === true,
    takesBranch: form.takesBranch === true,
  };
}

function readInput(value: unknown): TriggerInput {
  const input = checkObject(value);
  return {
    name: checkText(input.name),
    description: checkTextOrNull(input.description),
    type: checkWord(input.type, ["text", "number", "secret", "boolean", "choice"]),
    choices: checkList(input.choices).map((choice) => cleanText(String(choice))),
    defaultValue: cleanText(String(input.defaultValue)),
    isRequired: input.isRequired === true,
  };
}
