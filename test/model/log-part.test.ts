import { describe, expect, it } from "vitest";
import { toLogChunk } from "../../src/model/log-part.ts";

const encode = (text: string) => new TextEncoder().encode(text);

describe("the end of a log", () => {
  it("is what lies behind the bytes that are known, wherever the part begins", () => {
    const bytes = encode("eins\nzwölf\n");
    expect(toLogChunk({ start: 0, bytes }, 0, false)).toMatchObject({
      text: "eins\nzwölf\n",
      position: "12",
    });
    const rest = { text: "zwölf\n", position: "12" };
    expect(toLogChunk({ start: 0, bytes }, 5, false)).toMatchObject(rest);
    expect(toLogChunk({ start: 4, bytes: bytes.subarray(4) }, 5, false)).toMatchObject(rest);
    expect(toLogChunk({ start: 0, bytes }, 12, false)).toMatchObject({ text: "", position: "12" });
  });

  it.each(["é", "€", "🚀"])("comes whole however %s is cut", (character) => {
    const bytes = encode(`a${character}b${character}`);
    for (let size = 0; size <= bytes.byteLength; size += 1) {
      const first = toLogChunk({ start: 0, bytes: bytes.subarray(0, size) }, 0, false);
      const second = toLogChunk({ start: 0, bytes }, Number(first.position), false);
      expect(first.text + second.text).toBe(`a${character}b${character}`);
      expect(second.position).toBe(String(bytes.byteLength));
    }
  });

  it("gives a character that was never finished at the end, and no sooner", () => {
    const bytes = encode("a€").subarray(0, 3);
    expect(toLogChunk({ start: 0, bytes }, 0, false)).toMatchObject({ text: "a", position: "1" });
    expect(toLogChunk({ start: 0, bytes }, 1, true)).toMatchObject({
      text: "\ufffd",
      position: "3",
    });
  });

  it("waits for nothing behind bytes that are no UTF-8", () => {
    const bytes = new Uint8Array([0x61, 0x80, 0x80, 0x80, 0x80]);
    expect(toLogChunk({ start: 0, bytes }, 0, false).position).toBe("5");
  });

  it("is empty where the log has become shorter", () => {
    expect(toLogChunk({ start: 0, bytes: encode("gone") }, 900, false)).toMatchObject({
      text: "",
      position: "4",
    });
  });

  it("begins with the first whole line where what is before it was left out", () => {
    const bytes = encode("wölf\ndreizehn\n").subarray(2);
    const chunk = toLogChunk({ start: 100, bytes }, null, true);
    expect(chunk).toEqual({ text: "dreizehn\n", position: "113", isComplete: true, skipped: 104 });
    expect(toLogChunk({ start: 100, bytes }, 90, false)).toMatchObject({ skipped: 14 });
  });

  it("begins with the first whole character where there is no line", () => {
    const bytes = encode("€€").subarray(1);
    expect(toLogChunk({ start: 10, bytes }, null, true)).toMatchObject({ text: "€", skipped: 12 });
  });
});
