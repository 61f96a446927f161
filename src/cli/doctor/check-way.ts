import type { ResolvedSource } from "../../config/resolved-config.ts";
import type { ProbeStep, ServerProbe, TlsFacts } from "../../http/probe-server.ts";
import { nextStep } from "../../model/provider-error.ts";
import { adviseFault } from "./advise.ts";
import { type Check, fail, pass, warn } from "./check.ts";

const DAY_MS = 86_400_000;

/** Certificates and tokens that end sooner are worth a word. */
export const SOON_MS = 14 * DAY_MS;

/** Ages on the screen are off by as much; below it is a slow answer as likely. */
const SKEW_MS = 5_000;

/** Tells the way to a source's server, step by step, up to the first that failed. */
export function checkWay(
  { proxy, address, tls, answer }: ServerProbe,
  source: ResolvedSource,
  nowMs: number,
): readonly Check[] {
  const checks: Check[] = [];
  if (proxy !== null) checks.push(pass("proxy", `asked through ${proxy}`));
  if (address !== null) {
    checks.push(tell("address", address, source, (found, ms) => `${found} (${ms} ms)`));
  }
  if (tls !== null)
    checks.push(tls.isOk ? checkTls(tls.found, nowMs) : toFault("TLS", tls, source));
  // The same fault again would tell nothing new.
  if (checks.some(({ verdict }) => verdict === "fault")) return checks;
  checks.push(tell("answer", answer, source, (_, ms) => `within ${ms} ms`));
  if (answer.isOk && answer.found !== null) checks.push(checkClock(answer.found));
  return checks;
}

function tell<Found>(
  name: string,
  step: ProbeStep<Found>,
  source: ResolvedSource,
  describe: (found: Found, ms: number) => string,
): Check {
  return step.isOk
    ? pass(name, describe(step.found, Math.round(step.tookMs)))
    : toFault(name, step, source);
}

function toFault(
  name: string,
  { error }: Extract<ProbeStep<unknown>, { readonly isOk: false }>,
  source: ResolvedSource,
): Check {
  const isServer = error.kind === "auth";
  return fail(name, error.message, isServer ? adviseFault(error, source) : nextStep(error));
}

function checkTls({ protocol, validTo }: TlsFacts, nowMs: number): Check {
  if (validTo === null) return pass("TLS", protocol);
  const text = `${protocol}, certificate good until ${validTo.slice(0, 10)}`;
  const isSoon = Date.parse(validTo) - nowMs < SOON_MS;
  return isSoon ? warn("TLS", text, "have it renewed before then") : pass("TLS", text);
}

function checkClock(skewMs: number): Check {
  if (Math.abs(skewMs) < SKEW_MS) return pass("clock", "agrees with the server's");
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const text = `this machine's is ${seconds} s ${skewMs > 0 ? "behind" : "ahead of"} the server's`;
  return warn("clock", text, "set it, for example by: sudo timedatectl set-ntp true");
}
