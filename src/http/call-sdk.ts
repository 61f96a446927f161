import { toProviderError } from "../model/provider-error.ts";

/**
 * Runs one call of a vendor's SDK: a fault comes out as the `ProviderError` the SDK may have wrapped,
 * an abort as the signal's own reason.
 */
export async function callSdk<Result>(
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  try {
    return await call();
  } catch (error) {
    signal.throwIfAborted();
    throw toProviderError(error);
  }
}
