import type { DemoBranch, DemoCommit, DemoRepo } from "../world/types.ts";
import { toTime } from "./present-pipeline.ts";

/** A commit as it appears in lists and inside jobs; `web` is the address of GitLab's pages. */
export function presentCommit(web: string, project: string, commit: DemoCommit) {
  const { author } = commit;
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, 8),
    created_at: toTime(commit.committedAt),
    parent_ids: [],
    title: commit.message.split("\n", 1)[0] ?? "",
    message: commit.message,
    author_name: author.name,
    author_email: author.email,
    authored_date: toTime(commit.committedAt),
    committer_name: author.name,
    committer_email: author.email,
    committed_date: toTime(commit.committedAt),
    trailers: {},
    extended_trailers: {},
    web_url: `${web}/${project}/-/commit/${commit.sha}`,
  };
}

/** A project as lists have it with `simple=true`. */
export function presentProject(web: string, project: DemoRepo) {
  const segments = project.fullName.split("/");
  const namespace = segments.slice(0, -1);
  const page = `${web}/${project.fullName}`;
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: segments.join(" / "),
    path: project.name,
    path_with_namespace: project.fullName,
    created_at: toTime(project.createdAt),
    default_branch: project.defaultBranch,
    tag_list: [],
    topics: [],
    ssh_url_to_repo: `git@gitlab.acme.example:${project.fullName}.git`,
    http_url_to_repo: `${page}.git`,
    web_url: page,
    readme_url: `${page}/-/blob/${project.defaultBranch}/README.md`,
    forks_count: 0,
    avatar_url: null,
    star_count: 3,
    last_activity_at: toTime(project.pushedAt),
    namespace: {
      id: toGroupId(namespace.join("/")),
      name: namespace.at(-1),
      path: namespace.at(-1),
      kind: "group",
      full_path: namespace.join("/"),
      parent_id: namespace.length > 1 ? toGroupId(namespace.slice(0, -1).join("/")) : null,
      avatar_url: null,
      web_url: `${web}/groups/${namespace.join("/")}`,
    },
  };
}

/** A project as its own page and lists without `simple` have it. */
export function presentWholeProject(web: string, project: DemoRepo) {
  return {
    ...presentProject(web, project),
    empty_repo: false,
    archived: project.archived,
    visibility: project.private ? "private" : "public",
    issues_enabled: true,
    merge_requests_enabled: true,
    jobs_enabled: true,
    builds_access_level: "enabled",
    repository_access_level: "enabled",
    ci_config_path: "",
    public_jobs: true,
  };
}

/** A branch of a project. */
export function presentBranch(web: string, project: DemoRepo, branch: DemoBranch) {
  return {
    name: branch.name,
    commit: presentCommit(web, project.fullName, branch.head),
    merged: false,
    protected: branch.protected,
    developers_can_push: !branch.protected,
    developers_can_merge: !branch.protected,
    can_push: true,
    default: branch.name === project.defaultBranch,
    web_url: `${web}/${project.fullName}/-/tree/${branch.name}`,
  };
}

/** A group as its own page has it. */
export function presentGroup(web: string, path: string) {
  const segments = path.split("/");
  return {
    id: toGroupId(path),
    web_url: `${web}/groups/${path}`,
    name: segments.at(-1),
    path: segments.at(-1),
    description: "",
    visibility: "private",
    avatar_url: null,
    full_name: segments.join(" / "),
    full_path: path,
    parent_id: segments.length > 1 ? toGroupId(segments.slice(0, -1).join("/")) : null,
  };
}

/** A number that is the same for the same path. */
export function toGroupId(path: string): number {
  let id = 7;
  for (const char of path) id = (id * 31 + (char.codePointAt(0) ?? 0)) % 100_000;
  return 100_000 + id;
}
