import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { startServer } from "./start-server.ts";

const FORMATS = { "date-time": (text: string) => !Number.isNaN(Date.parse(text)) };

interface Operation {
  readonly summary?: string;
  readonly responses?: Record<string, { content?: Record<string, { schema?: object }> }>;
}

it("describes itself, and answers as described", async () => {
  const { url, feed } = await startServer();
  const document = JSON.parse(await (await fetch(`${url}/api/openapi.json`)).text());
  expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "cimon", version: "1.2.3" } });
  const ajv = new Ajv2020({ strict: false, formats: FORMATS });
  const run = feed.getSnapshot().pipelines[0]?.latest;
  const names: Record<string, string> = { source: "gh", id: run?.id ?? "", job: "test" };
  let checked = 0;
  for (const [path, item] of Object.entries<Record<string, Operation>>(document.paths)) {
    const operation = item.get;
    expect((operation ?? Object.values(item)[0])?.summary, path).toBeTruthy();
    const schema = operation?.responses?.["200"]?.content?.["application/json"]?.schema;
    if (!path.startsWith("/api/") || !schema) continue;
    const real = path.replace(/\{(\w+)\}/gu, (_, name) => encodeURIComponent(names[name] ?? ""));
    const response = await fetch(url + real);
    expect([path, response.status]).toEqual([path, 200]);
    const isRight = ajv.validate(schema, JSON.parse(await response.text()));
    expect([path, isRight, ajv.errors]).toEqual([path, true, null]);
    checked += 1;
  }
  expect(checked).toBeGreaterThanOrEqual(7);
});
