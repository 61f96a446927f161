import { nextStep, toProviderError } from "./provider-error.ts";

/** A fault in one line: what is wrong, and what to do next. */
export function describeFault(error: unknown): string {
  const fault = toProviderError(error);
  return `${fault.message}: ${nextStep(fault)}`;
}
