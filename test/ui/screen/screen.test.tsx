import { cleanup } from "ink-testing-library";
import stringWidth from "string-width";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SourceError, SourceState } from "../../../src/model/snapshot.ts";
import { ago, makePipeline, makeSnapshot, makeSource, makeTarget, NOW } from "../make-pipeline.ts";
import { KEYS, settle, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const VIEWS = [
  { name: "Mine", filter: "actor:ana" },
  { name: "Night", filter: "repo:nightly" },
];

const TIMEOUT: SourceError = {
  kind: "timeout",
  message: "lab gave no answer within 10 s",
  hint: "check the server",
  status: null,
  since: ago(360),
};

describe("the rows", () => {
  it("are drawn with everything around them", async () => {
    expect(
      (await showScreen({ settings: { title: "demo", views: VIEWS } })).text(),
    ).toMatchInlineSnapshot(`
      " cimon demo   ✗ 1 failing   ● 1 running   ✓ 1 passing                                       gh 312/h of 5,000 · next 4s
      [All 3]  Failing 1   1 Mine 2   2 Night 1
         REPO          BRANCH      WORKFLOW  STATUS ↓    LAST 10     WHEN      TIME               COMMIT
      ▌✗ acme/api      main        CI        failed            ✓✗✓✗  2m ago    4m12s              9f31c0e Fix token refresh —…
       ● acme/web      feat/login  e2e       running            ✓✓●  now       3m01s  ▰▰▰▱▱ ~2m   9f31c0e Fix token refresh —…
       ✓ team/nightly  main        nightly   success              ✓  2m ago    1m00s              9f31c0e Fix token refresh —…





       ↑↓ move  / filter  f repo  ! failing  o browser  y copy  r refresh  ? help  q quit                                 1/3"
    `);
  });

  it.each([
    [160, 12],
    [100, 10],
    [80, 8],
    [60, 6],
    [40, 4],
    [39, 10],
    [10, 3],
    [1, 1],
  ])("never leave a pane of %d × %d", async (columns, rows) => {
    const { lines, press, until, resize, text } = await showScreen({
      columns,
      rows,
      settings: { views: VIEWS },
    });
    const check = () => {
      expect(lines().length).toBeLessThanOrEqual(rows);
      for (const line of lines()) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    };
    check();
    for (const key of ["?", "?", "f", KEYS.enter, "/", "z", "z", "z"]) {
      await press(key);
      check();
    }
    await resize(160, 40);
    expect(text()).toContain("zzz");
    return until("The filter hides all 3 rows");
  });

  it("become a single line where the pane is tiny", async () => {
    expect((await showScreen({ columns: 39, rows: 10 })).text()).toBe(" cimon ✗ 1 ● 1 ✓ 1");
    expect((await showScreen({ columns: 12, rows: 1 })).text()).toBe("✗ 1 ● 1 ✓ 1");
    expect((await showScreen({ columns: 1, rows: 1 })).text()).toBe("✗");
  });

  it("are drawn only as far as they are in sight, 10,000 or not", async () => {
    const pipelines = Array.from({ length: 10_000 }, (_, index) =>
      makePipeline({ repo: `acme/${String(index).padStart(5, "0")}` }),
    );
    const { text, press, lines } = await showScreen({
      snapshot: makeSnapshot({ pipelines }),
      rows: 12,
    });
    expect(text().match(/acme\//gu)).toHaveLength(9);
    await press("G");
    expect(text()).toContain("acme/09999");
    expect(text()).toContain("10,000/10,000");
    expect(lines()).toHaveLength(12);
  });

  it("change on the screen when the snapshot changes, the selection with its row", async () => {
    const { replace, press, lines } = await showScreen();
    await press("j", "j");
    expect(lines()[4]).toMatch(/^▌✓ team\/nightly/u);
    const [api, web, nightly] = makeSnapshot().pipelines;
    if (!api || !web || !nightly) throw new Error("three rows expected");
    const failed = {
      ...nightly,
      latest: { ...nightly.latest, status: "failed" as const, finishedAt: ago(1) },
    };
    await replace(makeSnapshot({ pipelines: [api, web, failed] }));
    expect(lines()[2]).toMatch(/^▌✗ team\/nightly/u);
  });

  it("keep their neighbour selected when they vanish", async () => {
    const { replace, press, lines } = await showScreen();
    await press("j");
    await replace(
      makeSnapshot({ pipelines: makeSnapshot().pipelines.filter((_, index) => index !== 1) }),
    );
    expect(lines()[3]).toMatch(/^▌✓ team\/nightly/u);
  });

  it("count seconds while something runs, and are left alone otherwise", async () => {
    vi.useFakeTimers({ now: NOW, toFake: ["setTimeout", "clearTimeout", "Date"] });
    try {
      const { text } = await showScreen({ now: Date.now });
      expect(text()).toContain("3m01s");
      vi.advanceTimersByTime(1_100);
      await settle();
      expect(text()).toContain("3m02s");
      const pipelines = [makePipeline()];
      const still = await showScreen({
        now: Date.now,
        snapshot: makeSnapshot({ pipelines, sources: [] }),
      });
      const count = still.frames.length;
      vi.advanceTimersByTime(8_000);
      await settle();
      expect(still.frames.length).toBe(count);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("keys", () => {
  it("arrive in one go as well as one by one", async () => {
    const { press, text } = await showScreen();
    await press("jj");
    expect(text()).toContain("3/3");
    await press("gG");
    expect(text()).toContain("3/3");
    await press("/web");
    expect(text()).toContain("1 of 3");
  });

  it("filter while one types, and take it back on esc", async () => {
    const { press, text, until } = await showScreen();
    await press("/", "r", "e", "p", "o", ":", "w", "e", "b");
    expect(text()).toContain(" / repo:web_");
    expect(text()).not.toContain("acme/api");
    await press(KEYS.backspace);
    expect(text()).toContain(" / repo:we_");
    await press(KEYS.escape);
    await until("acme/api");
  });

  it("keep a filter in sight, with what is wrong about it", async () => {
    const { press, text } = await showScreen();
    await press("/", "colour:red web", KEYS.enter);
    expect(text()).toContain("[All]");
    expect(text()).toContain("/ colour:red web");
    expect(text()).toContain("colour: is unknown");
    expect(text()).not.toContain("acme/api");
  });

  it("pick one repository from a list with counts, and show all again", async () => {
    const { press, text } = await showScreen();
    await press("f");
    expect(text()).toContain("all repositories");
    expect(text()).toMatch(/acme\/api +1 row +✗ 1/u);
    await press("web");
    expect(text()).toMatch(/▌ {2}acme\/web/u);
    await press(KEYS.enter);
    expect(text()).not.toContain("acme/api");
    await press("0");
    expect(text()).toContain("acme/api");
  });

  it("step from one repository to the next", async () => {
    const { press, text } = await showScreen();
    await press("]");
    expect(text()).toContain("1/1");
    expect(text()).toContain("acme/api");
    await press("[", "[");
    expect(text()).toContain("team/nightly");
    expect(text()).not.toContain("acme/");
  });

  it("leave only what fails, and say so when nothing does", async () => {
    const { press, text, replace } = await showScreen();
    await press("!");
    expect(text()).toContain("[Failing 1]");
    expect(text()).toContain("1/1");
    await replace(makeSnapshot({ pipelines: [makePipeline()] }));
    expect(text()).toContain("Nothing is failing");
  });

  it("show a view of the configuration, and ignore the numbers of those there are not", async () => {
    const { press, text } = await showScreen({ settings: { views: VIEWS } });
    await press("2", "7");
    expect(text()).toContain("[2 Night 1]");
    expect(text()).toContain("1/1");
  });

  it("start with the filter and the repository that were asked for", async () => {
    const filtered = await showScreen({ settings: { initialFilter: "status:running" } });
    expect(filtered.text()).toContain("1/1");
    const single = await showScreen({ settings: { repo: "acme/api" } });
    expect(single.text()).toContain("1/1");
    expect(single.text()).toContain("acme/api");
  });

  it("show every key on ?, and come back on esc", async () => {
    const { press, text, until } = await showScreen({ rows: 40 });
    await press("?");
    expect(text()).toContain("half a page down");
    expect(text()).toContain("While typing");
    await press(KEYS.escape);
    await until("acme/api");
  });

  it("sort by another column, with an arrow beside its title", async () => {
    const { press, text } = await showScreen();
    await press("s", "s");
    expect(text()).toContain("REPO ↓");
    expect(text()).toContain("sorted by repo");
    await press("S");
    expect(text()).toContain("REPO ↑");
  });

  it("ask again for everything, or for the one repository in sight", async () => {
    const { press, feed } = await showScreen();
    await press("r", "]", "r");
    expect(feed.refreshed).toEqual([undefined, "acme/api"]);
  });

  it("open the selected run, and say so where there is no browser", async () => {
    const openUrl = vi
      .fn()
      .mockResolvedValueOnce(undefined)
      .mockRejectedValueOnce(new Error("no display"));
    const { press, until } = await showScreen({ openUrl });
    await press("o");
    await until("opened https://github.com/acme/api/actions/runs/1");
    await press("o");
    await until("no browser: no display; y copies the address");
    expect(openUrl).toHaveBeenCalledWith("https://github.com/acme/api/actions/runs/1");
  });

  it("copy the address by way of the terminal", async () => {
    const { press, frames, text } = await showScreen();
    await press("y");
    const url = Buffer.from("https://github.com/acme/api/actions/runs/1").toString("base64");
    expect(frames).toContain(`\x1b]52;c;${url}\x07`);
    expect(text()).toContain("copied https://github.com/acme/api/actions/runs/1");
  });
});

describe("without rows", () => {
  const empty = async (sources: Parameters<typeof makeSnapshot>[0]) =>
    (await showScreen({ snapshot: makeSnapshot({ pipelines: [], ...sources }) })).text();

  it("shows how far the first poll is", async () => {
    const loading = makeTarget({ state: "loading", lastOkAt: null });
    const sources = [
      makeSource({ state: "loading", targets: [makeTarget(), loading] }),
      makeSource({ name: "lab", state: "loading", targets: [] }),
    ];
    expect(await empty({ sources })).toMatchInlineSnapshot(`
      " cimon                                                                                    gh 312/h of 5,000 · 1/2 asked

         Asking 2 sources …
         ▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱ 1/2 targets

         ◌ gh  1/2
         ◌ lab  looking for targets




       r refresh  ? help  q quit"
    `);
  });

  it("says what is wrong with every source and what to do", async () => {
    const text = await empty({
      sources: [makeSource({ name: "lab", state: "failing", error: TIMEOUT, targets: [] })],
    });
    expect(text).toContain("The source cannot be read");
    expect(text).toContain("lab gave no answer within 10 s; check the server");
  });

  it("says that nothing matches, that nothing has run, or that nothing is configured", async () => {
    expect(await empty({ sources: [makeSource({ targets: [] })] })).toContain(
      "Nothing matches the configuration",
    );
    expect(await empty({ sources: [makeSource()] })).toContain("No runs yet");
    expect(await empty({ sources: [] })).toContain("No source is configured");
  });
});

describe("a source in trouble", () => {
  it("has a line of its own, and its rows are marked as old", async () => {
    const targets = [
      makeTarget({
        id: "team/nightly",
        state: "failing",
        error: TIMEOUT,
        lastOkAt: ago(380),
        nextPollAt: ago(-34),
      }),
    ];
    const sources = [
      makeSource(),
      makeSource({ name: "lab", state: "failing", error: TIMEOUT, targets }),
    ];
    const { text } = await showScreen({ snapshot: makeSnapshot({ sources }) });
    expect(text()).toContain(
      "lab gave no answer within 10 s since 14:02, rows are 6m old, next try in 34s",
    );
    expect(text()).toContain("success?");
    expect(text()).not.toContain("failed?");
  });

  it("names the one target that fails while the others are right", async () => {
    const error: SourceError = {
      ...TIMEOUT,
      kind: "not-found",
      message: "api.github.com does not know it",
    };
    const gone = makeTarget({ id: "acme/gone", state: "failing", error, lastOkAt: null });
    const sources = [makeSource({ state: "partial", error, targets: [makeTarget(), gone] })];
    expect((await showScreen({ snapshot: makeSnapshot({ sources }) })).text()).toContain(
      "gh: acme/gone: api.github.com does not know it since 14:02, no rows yet",
    );
  });

  it("is summed up with others where there is no room", async () => {
    const sources = ["a", "b", "c"].map((name) =>
      makeSource({ name, state: "failing", error: TIMEOUT }),
    );
    expect((await showScreen({ snapshot: makeSnapshot({ sources }), rows: 8 })).text()).toContain(
      "3 in trouble: a, b, c",
    );
  });
});

it("draws no sign above 0x7f in ASCII", async () => {
  const { press, text } = await showScreen({ settings: { ascii: true, views: VIEWS }, rows: 40 });
  for (const key of ["j", "?", "?", "f", KEYS.enter, "/"]) {
    await press(key);
    expect(text().replaceAll("\n", "")).toMatch(/^[\x20-\x7e]*$/u);
  }
});

it("uses colours where it may, and none at all where it may not", async () => {
  expect((await showScreen({ settings: { colour: 2 } })).raw()).toContain("\x1b[38;5;203m");
  expect((await showScreen()).raw()).not.toContain("\x1b[");
});

describe("several keys in one go", () => {
  it("are taken one by one, the Enter among them too", async () => {
    const screen = await showScreen();
    await screen.press("/repo:acme/web\r!0");
    expect(screen.text()).toContain("acme/api");
    expect(screen.text()).not.toContain("repo:acme/web");
  });

  it("pick what is typed into the list of repositories", async () => {
    const screen = await showScreen();
    await screen.press("fweb\r");
    expect(screen.text()).toContain("acme/web");
    expect(screen.text()).not.toContain("acme/api");
  });

  it("do nothing but type where they were pasted", async () => {
    const screen = await showScreen();
    await screen.press("\u001b[200~!q\r\u001b[201~");
    expect(screen.text()).toContain("acme/web");
    await screen.press("/", "\u001b[200~acme/\nweb\u001b[201~");
    expect(screen.text()).toContain("/ acme/ web");
  });
});

describe("the budget", () => {
  const withPace = (pace: Partial<SourceState["pace"]>, remaining = 4_688) => {
    const quota = { limit: 5_000, remaining, resetAt: null };
    const source = makeSource({
      quota,
      pace: { perHour: 312, perHourLimit: 5_000, pausedUntil: null, ...pace },
    });
    return showScreen({ snapshot: makeSnapshot({ sources: [source] }) });
  };

  it("shows what the plan costs an hour", async () => {
    expect((await withPace({})).text()).toContain("gh 312/h of 5,000");
  });

  it("shows what is left once that is little", async () => {
    expect((await withPace({}, 120)).text()).toContain("gh 120 left");
  });

  it("shows until when nothing is asked", async () => {
    const pausedUntil = new Date(NOW + 600_000).toISOString();
    expect((await withPace({ pausedUntil })).text()).toMatch(/gh paused until \d\d:\d\d/u);
  });

  it("is told which rows are in the window", async () => {
    const screen = await showScreen();
    expect(new Set(screen.feed.shown())).toEqual(new Set(["acme/api", "acme/web", "team/nightly"]));
    await screen.press("/repo:web");
    expect(screen.feed.shown()).toEqual(["acme/web"]);
  });
});
