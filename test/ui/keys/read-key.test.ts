import { describe, expect, it } from "vitest";
import { splitTyped } from "../../../src/ui/keys/read-key.ts";

const key = (name: string) => ({ kind: "key", name });
const text = (typed: string) => ({ kind: "text", text: typed });

describe("several keys that came at once", () => {
  it.each([
    ["nN\x13", [text("nN"), key("ctrl-s")]],
    ["\x03", [key("ctrl-c")]],
    ["ab\rq", [text("ab"), key("return"), text("q")]],
    ["\t\x7f\b\n", [key("tab"), key("backspace"), key("backspace"), key("return")]],
    ["größe", [text("größe")]],
  ])("of %j are %j", (typed, expected) => {
    expect(splitTyped(typed)).toEqual(expected);
  });
});
