import { describe, expect, it } from "vitest";
import { readTail } from "../../../src/providers/gitlab/log-bytes.ts";

const encode = (text: string) => new TextEncoder().encode(text);

describe("the end of a log", () => {
  it("is what lies behind the bytes that are known, wherever the part begins", () => {
    const bytes = encode("eins\nzwölf\n");
    expect(readTail({ start: 0, bytes }, 0, false)).toEqual({
      text: "eins\nzwölf\n",
      position: "12",
    });
    const rest = { text: "zwölf\n", position: "12" };
    expect(readTail({ start: 0, bytes }, 5, false)).toEqual(rest);
    expect(readTail({ start: 4, bytes: bytes.subarray(4) }, 5, false)).toEqual(rest);
    expect(readTail({ start: 0, bytes }, 12, false)).toEqual({ text: "", position: "12" });
  });

  it.each(["é", "€", "🚀"])("comes whole however %s is cut", (character) => {
    const bytes = encode(`a${character}b${character}`);
    for (let size = 0; size <= bytes.byteLength; size += 1) {
      const first = readTail({ start: 0, bytes: bytes.subarray(0, size) }, 0, false);
      const second = readTail({ start: 0, bytes }, Number(first.position), false);
      expect(first.text + second.text).toBe(`a${character}b${character}`);
      expect(second.position).toBe(String(bytes.byteLength));
    }
  });

  it("gives a character that was never finished at the end, and no sooner", () => {
    const bytes = encode("a€").subarray(0, 3);
    expect(readTail({ start: 0, bytes }, 0, false)).toEqual({ text: "a", position: "1" });
    expect(readTail({ start: 0, bytes }, 1, true)).toEqual({ text: "\ufffd", position: "3" });
  });

  it("waits for nothing behind bytes that are no UTF-8", () => {
    const bytes = new Uint8Array([0x61, 0x80, 0x80, 0x80, 0x80]);
    expect(readTail({ start: 0, bytes }, 0, false).position).toBe("5");
  });

  it("is empty where the log has become shorter", () => {
    expect(readTail({ start: 0, bytes: encode("gone") }, 900, false)).toEqual({
      text: "",
      position: "4",
    });
  });
});
