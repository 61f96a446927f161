import type { ClientMessage } from "../../model/server-protocol.ts";
import type { ServerContext } from "../server-context.ts";

/** More rows than this nobody sees at once. */
const MOST_SHOWN = 1_000;
/** One client may ask this often for everything to be asked now, milliseconds. */
const REFRESH_MS = 5_000;

/** Makes what does as a client says; what it does not understand is ignored. */
export function createClientEar(
  { feed, shownRows, clock }: Pick<ServerContext, "feed" | "shownRows" | "clock">,
  client: object,
): (text: string) => void {
  let refreshedAtMs = Number.NEGATIVE_INFINITY;
  return (text) => {
    const message = readMessage(text);
    if (message === null) return;
    if (message.type === "show") shownRows.show(client, message.keys.slice(0, MOST_SHOWN));
    else if (clock.now() - refreshedAtMs >= REFRESH_MS) {
      refreshedAtMs = clock.now();
      feed.refresh(message.repo);
    }
  };
}

function readMessage(text: string): ClientMessage | null {
  const value = parse(text);
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  if (value.type === "show" && "keys" in value && isTextList(value.keys)) {
    return { type: "show", keys: value.keys };
  }
  if (value.type !== "refresh") return null;
  return "repo" in value && typeof value.repo === "string"
    ? { type: "refresh", repo: value.repo }
    : { type: "refresh" };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
