import { cleanText } from "../model/clean-text.ts";

/** One fault of a configuration. No part of it ever holds a token. */
export interface ConfigProblem {
  /** The JSON path, as in `sources[0].repos`; "" for the file as a whole. */
  readonly path: string;
  /** The line in the file from 1, null where there is none to name. */
  readonly line: number | null;
  /** What was found and what is allowed, without a full stop. */
  readonly message: string;
}

/**
 * A configuration that cannot be used. The message names the file, the line and the path of every
 * problem; `nextStep` is the sentence to print below it.
 */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** The file at fault, null where no file is. */
  readonly file: string | null;
  readonly problems: readonly ConfigProblem[];
  readonly nextStep: string;

  constructor(file: string | null, problems: readonly ConfigProblem[], nextStep: string) {
    super(describeProblems(file, problems));
    this.file = file;
    this.problems = problems;
    this.nextStep = nextStep;
  }
}

function describeProblems(file: string | null, problems: readonly ConfigProblem[]): string {
  const name = file === null ? null : cleanText(file);
  const lines = problems.map(({ line, path, message }) => {
    const place = [line === null ? null : `line ${line}`, path === "" ? null : path];
    return { place: place.filter((part) => part !== null).join(", "), message };
  });
  const [first] = lines;
  if (first !== undefined && lines.length === 1) {
    const where = [name, first.place].filter(Boolean).join(", ");
    return where === "" ? first.message : `${where}: ${first.message}`;
  }
  const rows = lines.map(({ place, message }) => `  ${place === "" ? "" : `${place}: `}${message}`);
  return [`${name ?? "the configuration"} has ${problems.length} problems:`, ...rows].join("\n");
}
