import type { DemoPerson } from "./types.ts";

function person(id: number, login: string, name: string, bot = false): DemoPerson {
  const mailbox = login.replace("[bot]", "");
  return { id, login, name, email: `${mailbox}@acme.example`, bot };
}

/** Whom the demo's tokens belong to. */
export const VIEWER: DemoPerson = person(4101, "robin", "Robin Okafor");

/** Who commits to the invented organisation. */
export const AUTHORS: readonly DemoPerson[] = [
  VIEWER,
  person(4102, "ana", "Ana Pereira"),
  person(4103, "kofi", "Kofi Mensah"),
  person(4104, "mei", "林美"),
  person(4105, "jonas", "Jonas Lindqvist"),
  person(4106, "priya", "Priya Raman"),
  person(4107, "tomasz", "Tomasz Wójcik"),
  person(4108, "noor", "Noor Haddad"),
  person(4109, "ines", "Inés Calderón"),
];

/** Who opens the updates of dependencies. */
export const UPDATE_BOT: DemoPerson = person(4190, "dependabot[bot]", "dependabot[bot]", true);

/** Everybody, the bot too. */
export const PEOPLE: readonly DemoPerson[] = [...AUTHORS, UPDATE_BOT];
