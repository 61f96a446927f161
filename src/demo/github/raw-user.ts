import type { DemoPerson } from "../world/types.ts";
import { ORGANISATION } from "./context.ts";
import { type GithubUrls, nodeId } from "./github-urls.ts";

/** A person as GitHub shows one inside other things. */
export function toRawUser(person: DemoPerson, urls: GithubUrls) {
  return toRawAccount(person.login, person.id, person.bot ? "Bot" : "User", urls);
}

/** The organisation as GitHub shows an owner. */
export function toRawOwner(urls: GithubUrls) {
  return toRawAccount(ORGANISATION.login, ORGANISATION.id, "Organization", urls);
}

/** The token's user in full: `GET /user`. */
export function toRawViewer(person: DemoPerson, sinceMs: number, urls: GithubUrls) {
  const created_at = new Date(sinceMs).toISOString();
  return {
    ...toRawUser(person, urls),
    user_view_type: "private",
    name: person.name,
    company: ORGANISATION.login,
    blog: "",
    location: null,
    email: person.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 12,
    following: 9,
    created_at,
    updated_at: created_at,
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}

function toRawAccount(login: string, id: number, type: string, { web, api }: GithubUrls) {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${web}/avatars/u/${id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${web}/${login.replace("[bot]", "")}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: "public",
    site_admin: false,
  };
}
