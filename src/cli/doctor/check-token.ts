import type { ResolvedSource } from "../../config/resolved-config.ts";
import type { AccessReport } from "../../model/access.ts";
import type { ProviderError } from "../../model/provider-error.ts";
import { adviseFault, adviseToken } from "./advise.ts";
import { type Check, fail, pass, warn } from "./check.ts";
import { SOON_MS } from "./check-way.ts";

const ORIGINS: Readonly<Record<ResolvedSource["credentialFrom"], string>> = {
  env: "by a variable",
  literal: "by the configuration",
  login: "by a login",
  none: "without a token",
};

/** Tells whose the token is, what it may do and when it ends. */
export function checkToken(
  report: AccessReport | ProviderError,
  source: ResolvedSource,
  nowMs: number,
): Check {
  if (report instanceof Error) return fail("token", report.message, adviseFault(report, source));
  const text = describe(report, source);
  const [lack] = report.lacks;
  if (lack !== undefined) return warn("token", `${text}; ${lack}`, adviseToken(source));
  const { expiresAt } = report;
  const isSoon = expiresAt !== null && Date.parse(expiresAt) - nowMs < SOON_MS;
  if (isSoon) return warn("token", text, adviseToken(source));
  if (source.credentialFrom === "none" && source.provider === "github") {
    return warn(
      "token",
      `${text}: 60 requests an hour and public repositories only`,
      adviseToken(source),
    );
  }
  return pass("token", text);
}

function describe(
  { login, scopes, expiresAt }: AccessReport,
  { credentialFrom }: ResolvedSource,
): string {
  const who = login ?? (credentialFrom === "none" ? "nobody" : "accepted");
  const rights = scopes === null ? [] : [`scopes ${scopes.join(", ") || "none"}`];
  const end = expiresAt === null ? [] : [`until ${expiresAt.slice(0, 10)}`];
  return [`${who}, ${ORIGINS[credentialFrom]}`, ...rights, ...end].join("; ");
}
