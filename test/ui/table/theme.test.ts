import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { RUN_STATUSES } from "../../../src/model/run-status.ts";
import { createTheme } from "../../../src/ui/table/theme.ts";

const NAMES = ["dark", "light", "high-contrast", "colour-blind", "none"] as const;

describe.each(NAMES)("the theme %s", (name) => {
  it("leaves text as it is where there are no colours", () => {
    const theme = createTheme(name, 0);
    for (const status of RUN_STATUSES) expect(theme.status(status, "a")).toBe("a");
    for (const paint of [theme.strong, theme.quiet, theme.alert, theme.accent, theme.selected]) {
      expect(paint("a")).toBe("a");
    }
    expect(theme.cursor(" ")).toBe("_");
  });

  it("never changes the letters, and makes a failure stand out from a success", () => {
    for (const level of [1, 2, 3] as const) {
      const theme = createTheme(name, level);
      for (const status of RUN_STATUSES) {
        expect(stripVTControlCharacters(theme.status(status, "a"))).toBe("a");
      }
      expect(theme.status("failed", "a")).not.toBe(theme.status("success", "a"));
      expect(stripVTControlCharacters(theme.selected("a"))).toBe("a");
    }
  });
});
