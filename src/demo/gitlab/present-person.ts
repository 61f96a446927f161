import type { DemoPerson } from "../world/types.ts";

/** A person as they appear inside other answers; `web` is the address of GitLab's pages. */
export function presentUser(web: string, person: DemoPerson) {
  return {
    id: person.id,
    username: toUsername(person),
    public_email: "",
    name: person.name,
    state: "active",
    locked: false,
    avatar_url: `${web}/uploads/-/system/user/avatar/${person.id}/avatar.png`,
    web_url: `${web}/${toUsername(person)}`,
  };
}

/** GitLab's user names have no brackets. */
export function toUsername(person: DemoPerson): string {
  return person.login.replaceAll(/[[\]]/gu, "-").replace(/-+$/u, "");
}
