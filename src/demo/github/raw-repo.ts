import type { DemoRepo } from "../world/types.ts";
import { type GithubUrls, nodeId, toTime } from "./github-urls.ts";
import { toRawOwner } from "./raw-user.ts";

/** Each address of a repository that GitHub lists, with what follows the repository's own. */
const LINKS = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
} as const;

/** A repository as it stands inside a run. */
export function toRawRepoLink(repo: DemoRepo, urls: GithubUrls) {
  const url = `${urls.api}/repos/${repo.fullName}`;
  const links = Object.entries(LINKS).map(([name, suffix]) => [name, `${url}${suffix}`] as const);
  return {
    id: repo.id,
    node_id: nodeId("Repository", repo.id),
    name: repo.name,
    full_name: repo.fullName,
    private: repo.private,
    owner: toRawOwner(urls),
    html_url: `${urls.web}/${repo.fullName}`,
    description: repo.description,
    fork: false,
    url,
    ...(Object.fromEntries(links) as { readonly [Name in keyof typeof LINKS]: string }),
  };
}

/** A repository as lists and `GET /repos/{owner}/{repo}` give it. */
export function toRawRepo(repo: DemoRepo, urls: GithubUrls) {
  const page = `${urls.web}/${repo.fullName}`;
  const { host } = new URL(urls.web);
  return {
    ...toRawRepoLink(repo, urls),
    created_at: toTime(repo.createdAt),
    updated_at: toTime(repo.pushedAt),
    pushed_at: toTime(repo.pushedAt),
    git_url: `git://${host}/${repo.fullName}.git`,
    ssh_url: `git@${host}:${repo.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    size: 4_210,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    language: null,
    license: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    forks: 0,
    open_issues_count: 0,
    open_issues: 0,
    archived: repo.archived,
    disabled: repo.disabled,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repo.private ? "private" : "public",
    default_branch: repo.defaultBranch,
    permissions: { admin: false, maintain: false, push: true, triage: true, pull: true },
  };
}

/** A repository by itself, with what only that answer holds. */
export function toRawFullRepo(repo: DemoRepo, urls: GithubUrls) {
  return {
    ...toRawRepo(repo, urls),
    organization: toRawOwner(urls),
    network_count: 0,
    subscribers_count: 0,
  };
}
