import { homedir } from "node:os";
import { type ExplainedConfig, explainConfig } from "../../config/explain-config.ts";
import type { ExplainedValue } from "../../config/explained-value.ts";
import { createJsonSchema } from "../../config/json-schema.ts";
import type { ConfigOrigin } from "../../config/resolved-config.ts";
import { runCommand } from "../../config/run-command.ts";
import { cleanText } from "../../model/clean-text.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Io } from "../io.ts";

/** The options of `cimon config`. */
export interface ConfigOptions {
  readonly config?: string;
  readonly json?: true;
  readonly schema?: true;
}

/** `cimon config`: what is in force and where each value comes from. */
export async function runConfig(options: ConfigOptions, io: Io): Promise<ExitCode> {
  const print = (value: unknown) => io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  if (options.schema) {
    print(createJsonSchema());
    return EXIT.ok;
  }
  const explained = await explainConfig({
    cwd: io.cwd,
    env: io.env,
    home: homedir(),
    file: options.config ?? null,
    run: runCommand,
  });
  if (options.json) print(explained);
  else io.stdout.write(describe(explained));
  return EXIT.ok;
}

const ORIGINS: Readonly<Record<ConfigOrigin, string>> = {
  explicit: "given by --config",
  "working-directory": "found in the working directory or above it",
  user: "your own",
  "git-remote": "no configuration; what is watched comes from the git remote",
};

function describe({ file, origin, needsTrust, values, environment }: ExplainedConfig): string {
  const head = file === null ? ORIGINS[origin] : `${cleanText(file)} (${ORIGINS[origin]})`;
  const trust = needsTrust ? ["It may send no credential yet; see: cimon trust"] : [];
  const rows = [
    ...values.map((value) => [value.path, describeValue(value), describeOrigin(value)]),
    ...environment.map(({ name, value }) => [`$${name}`, value, "environment"]),
  ];
  return `${[head, ...trust, "", ...align(rows)].join("\n")}\n`;
}

function describeValue({ path, value, isSet }: ExplainedValue): string {
  const text = describeJson(value, path);
  return isSet === false ? `${text}, which is not set` : text;
}

function describeJson(value: unknown, path: string): string {
  if (value === null) return path.endsWith(".token") ? "none: anonymous" : "none";
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return describeList(value, path);
  if ("env" in value) return `$${value.env}`;
  if ("login" in value) return `what ${value.login} holds for the host`;
  return Object.keys(value).length === 0 ? "none" : cleanText(JSON.stringify(value));
}

function describeList(list: readonly unknown[], path: string): string {
  if (list.length === 0) return /\.(?:branches|jobs)$/u.test(path) ? "all" : "none";
  const items = list.map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
  return cleanText(items.join(", "));
}

function describeOrigin({ from, line }: ExplainedValue): string {
  const place = from === "file" || line === null ? from : `${from}, by the file`;
  return line === null ? place : `${place}, line ${line}`;
}

/** Columns as wide as they must be, the last one without spaces at its end. */
function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widthOf = (column: number, most: number) =>
    Math.min(most, Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [first, second] = [widthOf(0, 30), widthOf(1, 50)];
  return rows.map(([path = "", value = "", origin = ""]) =>
    `${path.padEnd(first)}  ${value.padEnd(second)}  ${origin}`.trimEnd(),
  );
}
