import { cleanText } from "./clean-text.ts";
import { PROVIDER_KINDS, type ProviderKind } from "./pipeline-run.ts";
import { isRunStatus, type RunStatus } from "./run-status.ts";

// Nearly every text has none of what cleaning would touch: letters of the common scripts, no space at
// an end. Asking is much faster than cleaning.
const UNUSUAL = /[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0587\u2010-\u2027\u3041-\ud7ff]/;
const PLAIN_LENGTH = 1_000;
const URL_LENGTH = 2_000;
const WEB_ADDRESS = /^https?:\/\/[^/?#\s]+\S*$/iu;
const TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const USERINFO = /^(https?:\/\/)[^/?#\s]*@/iu;

/** Thrown where a value is not what cimon itself would have written; whoever reads such values catches it. */
function refuse(what: string): never {
  throw new Error(`not ${what}`);
}

/** A text that must be there, cleaned again: what was written elsewhere is outside input. Throws where it is none. */
export function checkText(value: unknown, maxLength = PLAIN_LENGTH): string {
  if (typeof value !== "string") return refuse("a text");
  const isClean =
    value.length <= maxLength &&
    !UNUSUAL.test(value) &&
    !value.startsWith(" ") &&
    !value.endsWith(" ");
  return (isClean ? value : cleanText(value, maxLength)) || refuse("a text");
}

/** A text as it stands, which is not clean; throws where it is none. */
export function checkString(value: unknown): string {
  return typeof value === "string" ? value : refuse("a text");
}

/** {@link checkText}, or null. */
export function checkTextOrNull(value: unknown): string | null {
  return value === null ? null : checkText(value);
}

/** A web page's address without user and password; throws for any other kind of address. */
export function checkUrl(value: unknown): string {
  const url = withoutUserinfo(checkText(value, URL_LENGTH));
  return WEB_ADDRESS.test(url) ? url : refuse("a web address");
}

/** Takes user and password out of an address: what goes into a file holds no secret. */
export function withoutUserinfo(url: string): string {
  return url.includes("@") ? url.replace(USERINFO, "$1") : url;
}

/** A number of `least` at least; throws otherwise. */
export function checkNumber(value: unknown, least: number): number {
  return typeof value === "number" && value >= least ? value : refuse("such a number");
}

/** {@link checkNumber}, or null. */
export function checkNumberOrNull(value: unknown, least: number): number | null {
  return value === null ? null : checkNumber(value, least);
}

/** A time as `toIsoTime` writes it; throws where it is none. */
export function checkTime(value: unknown): string {
  return typeof value === "string" && TIME.test(value) ? value : refuse("a time");
}

/** One of our words for how a run is doing; throws otherwise. */
export function checkStatus(value: unknown): RunStatus {
  return typeof value === "string" && isRunStatus(value) ? value : refuse("a status");
}

/** One of the vendors; throws otherwise. */
export function checkProvider(value: unknown): ProviderKind {
  return PROVIDER_KINDS.find((kind) => kind === value) ?? refuse("a provider");
}

/** A list; throws otherwise. */
export function checkList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse("a list");
}

/** One of a few words; throws otherwise. */
export function checkWord<const Words extends readonly string[]>(
  value: unknown,
  words: Words,
): Words[number] {
  return words.find((word) => word === value) ?? refuse("such a word");
}
