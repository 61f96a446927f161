import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "../../src/config/find-json-fault.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("findJsonFault", () => {
  it.each([
    ['{"a": 1,}', 8, "found }; JSON takes no comma after the last item"],
    ["[1, 2,]", 6, "found ]; JSON takes no comma after the last item"],
    ['{"a" 1}', 5, "a colon is missing after the key"],
    ['{"a": 1 "b": 2}', 8, "a comma or a closing bracket is missing here"],
    ['{"a": [1, 2}', 11, "found } where the other kind of bracket is still open"],
    ["{a: 1}", 1, "a key in double quotes or } is missing here"],
    ["{'a': 1}", 1, "JSON takes double quotes only"],
    ['{"a": main}', 6, "this is no JSON value; a text needs double quotes"],
    ['{"a": 1} // why', 9, "JSON takes no comments"],
    ['{"a": "ghp_1', 6, "this string has no closing quote on its line, or a wrong escape"],
    ['{"a": {"b": 1}', 14, "the file ends too early: a closing bracket is missing"],
    ["{} {}", 3, "there is more text after the end"],
    ['{"a": 01}', 6, "this is no JSON value"],
  ])("finds the fault of %s", (text, offset, message) => {
    const fault = findJsonFault(text);
    expect(fault?.offset).toBe(offset);
    expect(fault?.message).toContain(message);
  });

  it("agrees with JSON.parse on what is JSON", () => {
    const pieces = [
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      '"a"',
      "1",
      "-0.5e3",
      "true",
      "null",
      " ",
      "\n",
      "x",
    ];
    const nearJson = fc.oneof(
      fc.json(),
      fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join("")),
      fc.tuple(fc.json(), fc.nat(), fc.constantFrom(...pieces)).map(([text, at, piece]) => {
        const index = at % (text.length + 1);
        return text.slice(0, index) + piece + text.slice(index);
      }),
    );
    fc.assert(
      fc.property(nearJson, (text) => {
        expect(findJsonFault(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
