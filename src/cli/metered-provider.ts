import type { HttpClient } from "../http/http-client.ts";
import type { Provider } from "../model/provider.ts";

/** Counts what each poll of a provider sends, so that the schedule knows what it costs. */
export function createMeteredProvider(provider: Provider, http: HttpClient): Provider {
  return {
    ...provider,
    discoverTargets(signal) {
      const meter = { target: "", isUrgent: true, requests: 0, counted: 0 };
      return http.measure(meter, () => provider.discoverTargets(signal));
    },
    async listRuns(request) {
      const { target, isUrgent = true } = request;
      const meter = { target: target.id, isUrgent, requests: 0, counted: 0 };
      const result = await http.measure(meter, () => provider.listRuns(request));
      const { requests, counted } = meter;
      return { ...result, cost: { requests, counted } };
    },
  };
}
