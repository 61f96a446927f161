import type { WrittenSource } from "../../config/compose-config.ts";
import { describeFault } from "../../model/describe-fault.ts";
import { selectGlyphs } from "../../ui/table/glyphs.ts";
import type { RowStyle } from "../../ui/table/row-style.ts";
import { createTheme } from "../../ui/table/theme.ts";
import { confirm } from "../ask-person.ts";
import { detectColour } from "../detect-colour.ts";
import { type Io, note } from "../io.ts";
import { askLine, askUrl, Cancelled, choose } from "./ask.ts";
import type { FindServersOptions, FoundServer } from "./find-servers.ts";
import { listNames, listPatterns } from "./list-names.ts";
import {
  createServer,
  isPublicServer,
  type SourceOptions,
  toUserVariable,
  toWrittenSource,
} from "./plan-source.ts";

/** How the questions are drawn, and what was answered by options. */
export interface ChooseOptions extends SourceOptions {
  readonly ascii?: true;
  readonly color: boolean;
}

const VENDORS = { github: "GitHub", gitlab: "GitLab", jenkins: "Jenkins" } as const;

/** Variables that a person may have set for a server of their own. */
const USUAL_VARIABLES = { github: "GITHUB_TOKEN", gitlab: "GITLAB_TOKEN" } as const;

/** Asks which servers to watch, and what on each of them; throws `Cancelled`. */
export async function chooseSources(
  servers: readonly FoundServer[],
  options: ChooseOptions,
  lookup: FindServersOptions,
  io: Io,
): Promise<readonly WrittenSource[]> {
  const theme = createTheme("dark", detectColour(io.env, options.color));
  const style = { theme, glyphs: selectGlyphs(options.ascii ?? false), now: Date.now() };
  const isNamed = options.provider !== undefined;
  const chosen = isNamed ? servers : await chooseServers(servers, lookup, style, io);
  const sources: WrittenSource[] = [];
  for (const server of chosen) {
    const signed = await offerVariable(server, io);
    const names = options.repo ?? (await chooseNames(signed, options, style, io));
    sources.push(toWrittenSource(signed, names, options));
  }
  return sources;
}

async function chooseServers(
  servers: readonly FoundServer[],
  lookup: FindServersOptions,
  style: RowStyle,
  io: Io,
): Promise<readonly FoundServer[]> {
  const others = ["github", "gitlab", "jenkins"] as const;
  const items = [
    ...servers.map((server) => ({ label: server.host, note: describeServer(server) })),
    ...others.map((kind) => ({ label: `another ${VENDORS[kind]}`, note: "asks for its address" })),
  ];
  const withPaths = servers.flatMap(({ paths }, index) => (paths.length > 0 ? [index] : []));
  const title = "Which servers do you want to watch?";
  const chosen = await choose({ title, items, chosen: withPaths, isMultiple: true }, style, io);
  const answers: FoundServer[] = [];
  for (const index of chosen) {
    const known = servers[index];
    const kind = others[index - servers.length];
    if (known !== undefined) answers.push(known);
    else if (kind !== undefined) {
      const url = await askUrl(`Address of the ${VENDORS[kind]}: `, io);
      answers.push(await createServer(kind, url.replace(/\/+$/u, ""), lookup));
    }
  }
  return answers;
}

function describeServer({ provider, secret, paths }: FoundServer): string {
  const how =
    secret === null
      ? "no login found"
      : "env" in secret
        ? `$${secret.env}`
        : `the ${secret.login} login`;
  const count =
    paths.length === 0
      ? ""
      : `; ${paths.length === 1 ? paths[0] : `${paths.length} repositories here`}`;
  return `${VENDORS[provider]}, ${how}${count}`;
}

/** A variable goes to a server of the user's own only where they say so. */
async function offerVariable(server: FoundServer, io: Io): Promise<FoundServer> {
  if (server.secret !== null || server.provider === "jenkins" || isPublicServer(server))
    return server;
  const name = USUAL_VARIABLES[server.provider];
  const token = io.env[name]?.trim() || null;
  if (token === null || !(await confirm(`Send ${name} to ${server.host}?`, io))) return server;
  return { ...server, secret: { env: name }, token };
}

async function chooseNames(
  server: FoundServer,
  options: ChooseOptions,
  style: RowStyle,
  io: Io,
): Promise<readonly string[]> {
  const { provider, host, paths } = server;
  const names = await askServer(server, options, io);
  const listed = [...new Set([...paths, ...names])];
  if (listed.length === 0) return askNames(server, io);
  const patterns = listPatterns(provider, names);
  const items = [
    ...listed.slice(0, paths.length).map((label) => ({ label, note: "this folder" })),
    ...(provider === "jenkins" ? [{ label: "**", note: "every job, new ones too" }] : []),
    ...patterns.map(({ pattern, count }) => ({
      label: pattern,
      note: `all ${count} there, and new ones`,
    })),
    ...listed.slice(paths.length).map((label) => ({ label, note: "" })),
  ];
  const title = `What do you want to watch on ${host}?`;
  const chosen = paths.map((_, index) => index);
  const picked = await choose({ title, items, chosen, isMultiple: true }, style, io);
  return picked.flatMap((index) => items[index]?.label ?? []);
}

/** What the server has to offer; nothing, and a note why, where it cannot be asked. */
async function askServer(
  { provider, url, host, token }: FoundServer,
  options: SourceOptions,
  io: Io,
): Promise<readonly string[]> {
  const user = provider === "jenkins" ? io.env[toUserVariable(options)]?.trim() || null : null;
  // One without the other is worth nothing to Jenkins.
  const isHalf = provider === "jenkins" && (user === null || token === null);
  if (provider === "github" && token === null) return [];
  note(io, `cimon: asking ${host}`);
  try {
    const credentials = isHalf ? { user: null, token: null } : { user, token };
    return await listNames({ provider, url, ...credentials }, io);
  } catch (error) {
    io.signal.throwIfAborted();
    note(io, `cimon: ${describeFault(error)}`);
    return [];
  }
}

async function askNames({ provider, host }: FoundServer, io: Io): Promise<readonly string[]> {
  const what = {
    github: "repositories (owner/name)",
    gitlab: "projects (group/name)",
    jenkins: "jobs",
  };
  const optional = provider === "jenkins" ? ", nothing for all" : "";
  const line = await askLine(
    `Which ${what[provider]} on ${host}, with spaces between${optional}? `,
    io,
  );
  const names = line.split(/[\s,]+/u).filter((name) => name !== "");
  if (names.length === 0 && provider !== "jenkins") throw new Cancelled("nothing was named");
  return names;
}
