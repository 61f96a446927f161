import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkUrl } from "../../src/config/check-url.ts";
import { createJsonSchema } from "../../src/config/json-schema.ts";
import { configSchema } from "../../src/config/schema.ts";

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: unknown;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

function* objectsOf(node: SchemaNode): Generator<SchemaNode> {
  if (node.properties !== undefined) yield node;
  const inner = [
    ...Object.values(node.properties ?? {}),
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
    ...(node.items === undefined ? [] : [node.items]),
  ];
  for (const child of inner) yield* objectsOf(child);
}

describe("createJsonSchema", () => {
  const objects = [...objectsOf(createJsonSchema())];

  it("describes every key of every object, and allows no other", () => {
    const keys = objects.flatMap(({ properties }) => Object.entries(properties ?? {}));
    expect(keys.length).toBeGreaterThan(35);
    expect(keys.filter(([, { description = "" }]) => description.length < 5)).toEqual([]);
    expect(objects.map(({ additionalProperties }) => additionalProperties)).toEqual(
      objects.map(() => false),
    );
  });

  it("knows every key of the example, which knows every key of the schema", () => {
    const file = new URL("../../.cimonrc.example.json", import.meta.url);
    const example = JSON.parse(readFileSync(file, "utf8"));
    expect(configSchema.safeParse(example).error?.issues).toBeUndefined();
    const [root] = objects;
    expect(Object.keys(example).sort()).toEqual(Object.keys(root?.properties ?? {}).sort());
    const variants = objects.filter(({ properties }) => properties?.provider !== undefined);
    const withAuthority = example.sources.filter((source: object) => "ca" in source);
    expect(withAuthority).toHaveLength(1);
    expect(variants.map(({ properties }) => Object.keys(properties ?? {}))).toEqual(
      example.sources.map((source: object) => Object.keys({ ...source, ca: "" })),
    );
  });
});

describe("checkUrl", () => {
  it.each([
    "https://github.com",
    "https://gitlab.example.com:8443/gitlab/",
    "http://127.0.0.1:8080/jenkins",
  ])("takes %s", (url) => {
    expect(checkUrl(url)).toBeNull();
  });

  it.each([
    ["ftp://ci.example.com", 'found "ftp://ci.example.com"; allowed: an http or https address'],
    ["ci.example.com", 'found "ci.example.com"; allowed: an http or https address'],
    ["https://", 'found "https://"; allowed: an http or https address'],
    [
      "https://ana:s3cret@ci.example.com",
      'found "https://***@ci.example.com"; allowed: an address without user and password',
    ],
    ["https://ana:s3cr/et@ci example.com", 'found "https://***@ci example.com"; allowed: an http'],
    [
      "https://ci.example.com?token=s3cret",
      'found "https://ci.example.com?***"; allowed: an address without ? and #',
    ],
    [
      "https://ci.example.com/#s3cret",
      'found "https://ci.example.com/#***"; allowed: an address without ? and #',
    ],
    ["https://api.github.com", 'allowed: the address a person opens, "https://github.com"'],
    ["https://gitlab.example.com/api/v4", "allowed: the address a person opens, without /api/v4"],
  ])("refuses %s", (url, message) => {
    expect(checkUrl(url)).toContain(message);
    expect(checkUrl(url)).not.toContain("s3cr");
  });
});
