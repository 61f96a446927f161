import { describe, it } from "vitest";
import { expectSoundDay } from "./expect-sound-day.ts";
import { OTHER_HOSTS } from "./soak-hosts.ts";

describe("a day of every fault, a GitLab and two Jenkins", () => {
  it(
    "loses no row, storms no server, keeps to its budget and comes back from everything by itself",
    () => expectSoundDay(OTHER_HOSTS),
    120_000,
  );
});
