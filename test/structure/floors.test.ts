import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");

/** Which floor each folder of src is; imports go down only. */
const FLOORS: Record<string, number> = {
  model: 0,
  config: 1,
  http: 1,
  providers: 2,
  store: 3,
  remote: 3,
  ui: 4,
  server: 4,
  demo: 4,
  cli: 5,
};

/** Folders that never import one another, whatever their floors. */
const APART: readonly (readonly string[])[] = [
  ["config", "providers", "store", "remote"],
  ["ui", "server", "demo"],
];

/** Each SDK's one folder. */
const SDKS: Record<string, string> = {
  "@octokit/": "providers/github/",
  "@gitbeaker/": "providers/gitlab/",
  jenkins: "providers/jenkins/",
  cosmiconfig: "config/",
  ink: "ui/",
  commander: "cli/",
  pino: "cli/log/",
};

interface Import {
  readonly from: string;
  readonly to: string;
}

// Static, dynamic and type imports, and re-exports.
const IMPORT = /(?:from|import)\s*\(?\s*["']([^"']+)["']/gu;

function listModules(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/u.test(file),
  );
}

function listImports(file: string): Import[] {
  const text = readFileSync(join(SRC, file), "utf8");
  return [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[1] ?? "";
    const isOwn = specifier.startsWith(".");
    return {
      from: file,
      to: isOwn ? relative(SRC, join(SRC, dirname(file), specifier)) : specifier,
    };
  });
}

const folderOf = (file: string) => file.split("/")[0] ?? "";
const modules = listModules();
const imports = modules.flatMap(listImports);
const own = imports.filter(({ to }) => folderOf(to) in FLOORS);
const show = ({ from, to }: Import) => `${from} → ${to}`;

function findCycle(): string[] {
  const next = new Map(
    modules.map((file) => [file, own.filter(({ from }) => from === file).map(({ to }) => to)]),
  );
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const to of next.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  return modules.map((file) => visit(file, [])).find((cycle) => cycle.length > 0) ?? [];
}

describe("the floors", () => {
  it("are checked over the whole of src", () => {
    expect(modules.length).toBeGreaterThan(60);
    expect(own.length).toBeGreaterThan(100);
    const folders = new Set(modules.map(folderOf));
    for (const folder of ["model", "config", "http", "providers", "store", "ui", "demo", "cli"]) {
      expect(folders).toContain(folder);
    }
  });

  it("hold every module", () => {
    expect(modules.filter((file) => !(folderOf(file) in FLOORS))).toEqual([]);
  });

  it("are imported downwards only", () => {
    const upward = own.filter(({ from, to }) => {
      const [above, below] = [folderOf(from), folderOf(to)];
      return above !== below && (FLOORS[below] ?? 0) >= (FLOORS[above] ?? 0);
    });
    expect(upward.map(show)).toEqual([]);
  });

  it("keep apart what must not know of one another", () => {
    const crossing = own.filter(({ from, to }) => {
      const [a, b] = [folderOf(from), folderOf(to)];
      return a !== b && APART.some((group) => group.includes(a) && group.includes(b));
    });
    expect(crossing.map(show)).toEqual([]);
  });

  it("have no cycle of imports", () => {
    expect(findCycle()).toEqual([]);
  });

  it("name only modules that exist", () => {
    const known = new Set(modules);
    expect(own.filter(({ to }) => !known.has(to)).map(show)).toEqual([]);
  });

  it("meet each SDK in one folder", () => {
    for (const [sdk, folder] of Object.entries(SDKS)) {
      const users = imports.filter(
        ({ to }) => to === sdk || to.startsWith(sdk.replace(/\/?$/u, "/")),
      );
      expect(users.length, sdk).toBeGreaterThan(0);
      expect(users.filter(({ from }) => !from.startsWith(folder)).map(show)).toEqual([]);
    }
  });
});
