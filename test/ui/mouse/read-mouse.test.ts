import { describe, expect, it } from "vitest";
import { readMouse } from "../../../src/ui/mouse/read-mouse.ts";

describe("what a terminal sends", () => {
  it.each([
    ["\x1b[<0;5;7M", [{ type: "press", row: 7, column: 5 }]],
    ["\x1b[<0;5;7m", []],
    ["\x1b[<2;5;7M", []],
    ["\x1b[<64;5;7M", [{ type: "wheel", step: -1 }]],
    ["\x1b[<65;300;400M", [{ type: "wheel", step: 1 }]],
    ["\x1b[<81;1;1M", [{ type: "wheel", step: 1 }]],
    [
      "\x1b[<0;5;7M\x1b[<0;5;7m\x1b[<65;1;1M",
      [
        { type: "press", row: 7, column: 5 },
        { type: "wheel", step: 1 },
      ],
    ],
  ])("%j is %j and no key", (input, events) => {
    expect(readMouse(input)).toEqual({ events, rest: "", pending: "" });
  });

  it("leaves the keys between in their order", () => {
    expect(readMouse("j\x1b[<0;5;7Mk\x1b[A")).toMatchObject({ rest: "jk\x1b[A" });
  });

  it.each(["\x1b[<", "\x1b[<0;5", "\x1b[<0;5;7"])("keeps the beginning %j", (input) => {
    expect(readMouse(`j${input}`)).toEqual({ events: [], rest: "j", pending: input });
  });

  it("takes nothing else for the mouse", () => {
    for (const input of ["\x1b", "\x1b[", "[<0;5;7M", "\x1b[A", "\x1b[200~x\x1b[201~"]) {
      expect(readMouse(input)).toEqual({ events: [], rest: input, pending: "" });
    }
  });
});
