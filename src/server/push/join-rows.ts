import { type HelloMessage, PROTOCOL } from "../../model/server-protocol.ts";
import { type Caller, hasRole } from "../auth/caller.ts";
import type { ServerContext } from "../server-context.ts";
import type { RowView } from "../view-rows.ts";
import type { Subscriber } from "./channel.ts";
import { createJsonChannel } from "./json-channel.ts";

/** Lets a subscriber hear of the rows of a view as JSON; returns the way to stop. */
export function joinRows(
  { hub, feed, readInsight, sendSource, clock }: ServerContext,
  view: RowView,
  subscriber: Subscriber,
): () => void {
  const { getSnapshot } = feed;
  const create = () =>
    createJsonChannel({ view, getSnapshot, readInsight, sendSource, now: clock.now });
  return hub.join(`json ${view.key}`, create, subscriber);
}

/** The first message of a connection: who listens, and to what. */
export function toHello(
  { version, views, me, desk }: Pick<ServerContext, "version" | "views" | "me" | "desk">,
  caller: Caller,
): HelloMessage {
  const { name, role } = caller;
  const mayChange = desk.mayChange && hasRole(caller, "operator");
  return { type: "hello", protocol: PROTOCOL, version, user: { name, role }, mayChange, views, me };
}
