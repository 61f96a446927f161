import * as z from "zod/mini";
import { configSchema } from "./schema.ts";

/** The JSON schema of a configuration file, for editors; every key carries a description. */
export function createJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(configSchema, { io: "input", target: "draft-7" });
  return { title: "cimon configuration", ...schema };
}
