import createRouter from "find-my-way";
import type { DemoHandler, DemoRoute } from "./http-types.ts";

/** What a path leads to. */
interface DemoMatch {
  readonly handle: DemoHandler;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a path still encoded; HEAD takes GET's. */
export interface DemoRouter {
  find(method: string, path: string): DemoMatch | null;
}

/** Makes a router over find-my-way; `%2F` stays within its segment, so `group%2Fapp` is one `:id`. */
export function createDemoRouter(routes: readonly DemoRoute[]): DemoRouter {
  const router = createRouter({
    ignoreTrailingSlash: true,
    ignoreDuplicateSlashes: true,
    maxParamLength: 1_000,
  });
  for (const route of routes) router.on(route.method, route.path, () => {}, route.handle);
  return {
    find(method, path) {
      const found = router.find((method === "HEAD" ? "GET" : method) as "GET", path);
      if (found === null) return null;
      const params: Record<string, string> = {};
      for (const [name, value] of Object.entries(found.params)) params[name] = value ?? "";
      return { handle: found.store as DemoHandler, params };
    },
  };
}
