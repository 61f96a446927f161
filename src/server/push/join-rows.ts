import { type HelloMessage, PROTOCOL } from "../../model/server-protocol.ts";
import { type Caller, hasRole } from "../auth/caller.ts";
import type { ServerContext } from "../server-context.ts";
import type { RowView } from "../view-rows.ts";
import { encode, type Subscriber } from "./channel.ts";
import { createJsonChannel } from "./json-channel.ts";

/** Tells a subscriber who it is taken for, then the rows of a view as JSON; returns the way to stop. */
export function joinRows(
  context: ServerContext,
  view: RowView,
  caller: Caller,
  subscriber: Subscriber,
): () => void {
  const { hub, feed, readInsight, sendSource, clock } = context;
  const { getSnapshot } = feed;
  const create = () =>
    createJsonChannel({ view, getSnapshot, readInsight, sendSource, now: clock.now });
  subscriber.send(encode(JSON.stringify(toHello(context, caller))));
  return hub.join(`json ${view.key}`, create, subscriber);
}

/** The first message of a connection: who listens, and to what. */
function toHello(
  { version, views, me, desk }: Pick<ServerContext, "version" | "views" | "me" | "desk">,
  caller: Caller,
): HelloMessage {
  const { name, role } = caller;
  const mayChange = desk.mayChange && hasRole(caller, "operator");
  return { type: "hello", protocol: PROTOCOL, version, user: { name, role }, mayChange, views, me };
}
