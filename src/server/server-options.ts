import type { Clock } from "../model/clock.ts";
import type { ProviderKind } from "../model/pipeline-run.ts";
import type { RunDesk } from "../model/run-desk.ts";
import type { Role } from "../model/server-protocol.ts";
import type { SnapshotFeed } from "../model/snapshot.ts";
import type { Traffic } from "./traffic.ts";

/** What one line of the log may hold besides its message. */
type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Where the server's lines go. */
export interface ServerLog {
  write(level: "error" | "warn" | "info" | "debug", message: string, fields?: LogFields): void;
}

/** Somebody who may sign in with a password. */
export interface ServerUser {
  readonly name: string;
  /** As `hashPassword` made it. */
  readonly passwordHash: string;
  readonly role: Role;
}

/** Who may come in. */
export interface AuthOptions {
  readonly users: readonly ServerUser[];
  /** What bearer tokens are signed with; null where none are accepted. */
  readonly key: string | null;
}

/** The secrets of hooks by vendor; null where none are taken. */
export type WebhookSecrets = Readonly<Record<ProviderKind, string | null>>;

/** What a server is made of. */
export interface ServerOptions {
  readonly feed: SnapshotFeed;
  readonly desk: RunDesk;
  readonly clock: Clock;
  /** Has a target of a source polled at once: its CI server says that something happened. */
  readonly hear: (source: string, target: string) => void;
  readonly webhooks: WebhookSecrets;
  /** The requests to CI servers, to be counted. */
  readonly traffic: Traffic;
  readonly log: ServerLog;
  readonly version: string;
  readonly views: readonly { readonly name: string; readonly filter: string }[];
  /** The logins that `actor:@me` stands for. */
  readonly me: readonly string[];
  /** Null lets everybody in who speaks to it under a name of this machine: on loopback only. */
  readonly auth: AuthOptions | null;
  /** True lets everybody read badges and cctray. */
  readonly publicFeeds: boolean;
  /** True where a proxy in front says by `X-Forwarded-*` whom it speaks for. */
  readonly trustProxy: boolean;
  /** PEM; null to speak plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** The folder of the page's script, style and htmx. */
  readonly assets: string;
}
