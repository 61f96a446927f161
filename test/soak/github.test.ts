import { describe, it } from "vitest";
import { expectSoundDay } from "./expect-sound-day.ts";
import { GITHUB_HOSTS } from "./soak-hosts.ts";

describe("a day of every fault, two GitHubs", () => {
  it(
    "loses no row, storms no server, keeps to its budget and comes back from everything by itself",
    () => expectSoundDay(GITHUB_HOSTS),
    120_000,
  );
});
