import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.{ts,tsx}"],
    testTimeout: 15_000,
    hookTimeout: 30_000,
    env: { TZ: "UTC" },
  },
});
