/** The files seen for each workflow name of one repository. */
export type WorkflowFiles = ReadonlyMap<string, readonly string[]>;

/** A workflow by name and file; null where GitHub does not name the file. */
export interface WorkflowSeen {
  readonly name: string;
  readonly path: string | null;
}

const MAX_NAMES = 500;

/** Adds workflows to those seen before; the oldest names are forgotten beyond {@link MAX_NAMES}. */
export function addWorkflows(files: WorkflowFiles, seen: Iterable<WorkflowSeen>): WorkflowFiles {
  const all = new Map(files);
  for (const { name, path } of seen) {
    const paths = all.get(name) ?? [];
    if (path !== null && !paths.includes(path)) all.set(name, [...paths, path]);
  }
  return new Map([...all].slice(-MAX_NAMES));
}

/** The name to show: with its file where two files share it, as in `CI (ci-nightly.yml)`. */
export function nameWorkflow({ name, path }: WorkflowSeen, files: WorkflowFiles): string {
  if (path === null || (files.get(name)?.length ?? 0) < 2) return name;
  return `${name} (${path.split("/").at(-1) ?? path})`;
}

/**
 * The name for a workflow that was named by `before` and is not read again: where a namesake has
 * turned up since, its file is the only one that was known by then.
 */
export function renameWorkflow(name: string, before: WorkflowFiles, after: WorkflowFiles): string {
  const [path = null, ...others] = before.get(name) ?? [];
  return others.length === 0 ? nameWorkflow({ name, path }, after) : name;
}
