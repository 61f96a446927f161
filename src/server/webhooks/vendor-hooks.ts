import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { ProviderKind } from "../../model/pipeline-run.ts";
import { isSameSecret } from "./same-secret.ts";

/** A post of a CI server, before anything of it is believed. */
export interface HookPost {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** What stands in the address, for servers that can send no header of their own. */
  readonly pathSecret: string | null;
}

/** What a hook is about. */
export type HookTopic =
  | { readonly kind: "repo"; readonly repo: string }
  /** A build of a Jenkins; its address where the server knows its own. */
  | { readonly kind: "build"; readonly url: string | null }
  | { readonly kind: "nothing" };

/** How a vendor signs its hooks, and what it says in them. */
export interface VendorHooks {
  isGenuine(post: HookPost, secret: string): boolean;
  /** `document` is the body, parsed. */
  readTopic(document: unknown, headers: IncomingHttpHeaders): HookTopic;
}

/** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
const github: VendorHooks = {
  isGenuine({ headers, body }, secret) {
    const expected = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    return isSameSecret(readHeader(headers, "x-hub-signature-256"), expected);
  },
  readTopic: (document) => toRepo(readText(document, "repository", "full_name")),
};

/** https://docs.gitlab.com/user/project/integrations/webhooks/ */
const gitlab: VendorHooks = {
  isGenuine: ({ headers }, secret) => isSameSecret(readHeader(headers, "x-gitlab-token"), secret),
  readTopic(document) {
    const path = readText(document, "project", "path_with_namespace");
    // Events of jobs name their project by its page alone in older versions.
    return toRepo(path ?? readPath(readText(document, "repository", "homepage")));
  },
};

/** https://plugins.jenkins.io/notification/: it signs nothing, so the secret travels with it. */
const jenkins: VendorHooks = {
  isGenuine({ headers, pathSecret }, secret) {
    const bearer = readHeader(headers, "authorization").replace(/^Bearer /u, "");
    return isSameSecret(pathSecret ?? (readHeader(headers, "x-cimon-token") || bearer), secret);
  },
  readTopic(document) {
    if (readText(document, "build", "phase") === null) return { kind: "nothing" };
    return { kind: "build", url: readText(document, "build", "full_url") };
  },
};

/** The hooks of each vendor. */
export const VENDOR_HOOKS: Readonly<Record<ProviderKind, VendorHooks>> = {
  github,
  gitlab,
  jenkins,
};

function toRepo(repo: string | null): HookTopic {
  return repo === null ? { kind: "nothing" } : { kind: "repo", repo };
}

function readHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

function readText(document: unknown, ...path: readonly string[]): string | null {
  const value = path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : null,
    document,
  );
  return typeof value === "string" && value !== "" ? value : null;
}

function readPath(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return new URL(url).pathname.replace(/^\/+|\/+$/gu, "") || null;
}
