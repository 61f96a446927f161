import { PassThrough, Writable } from "node:stream";
import { render } from "ink";
import { Screen } from "../src/ui/screen/screen.tsx";
import { START_MS } from "../test/helpers/fake-clock.ts";
import { createSimulation } from "../test/helpers/simulation.ts";
import { type Bench, limitRow } from "./bench-row.ts";
import { startPlainGithub } from "./plain-github.ts";
import { makeRepo } from "./plain-repos.ts";
import { sleep } from "./sleep.ts";

const REPOS = 50;
const MINUTES = 10;

/** Polls that find nothing new must not wake the screen. */
export const benchUnchanged: Bench = {
  name: "unchanged",
  async run() {
    const simulation = createSimulation();
    const { clock } = simulation;
    const repos = Array.from({ length: REPOS }, (_, index) => makeRepo(index, "quiet", START_MS));
    const server = await startPlainGithub(repos, clock.now);
    try {
      const names = repos.map(({ name }) => name);
      const github = { provider: "github", source: "gh", url: server.url, token: "bench" } as const;
      await simulation.addSource({ ...github, repos: names });
      const monitor = simulation.createMonitor();
      let notices = 0;
      let frames = 0;
      monitor.subscribe(() => {
        notices += 1;
      });
      const screen = render(
        <Screen
          feed={monitor}
          settings={{ ascii: false, colour: 3, theme: "dark", views: [] }}
          now={clock.now}
          openUrl={async () => {}}
          insideTmux={false}
        />,
        {
          stdin: createInput(),
          stdout: createOutput(),
          interactive: true,
          exitOnCtrlC: false,
          onRender() {
            frames += 1;
          },
        },
      );
      monitor.start();
      await clock.advance(60_000);
      await sleep(200);
      const drawn = frames;
      const before = { notices, requests: server.served.length };
      frames = 0;
      await clock.advance(MINUTES * 60_000);
      await sleep(50);
      const polls = server.served.length - before.requests;
      const woken = notices - before.notices;
      const seen = frames;
      screen.unmount();
      if (drawn === 0 || polls === 0) throw new Error("nothing was drawn, or nothing polled");
      return [
        limitRow(`${polls} polls that find nothing new`, woken + seen, 0, {
          measured: `${woken} notices, ${seen} renders`,
          goal: "0",
        }),
      ];
    } finally {
      simulation.close();
      await server.close();
    }
  },
};

function createInput(): NodeJS.ReadStream {
  const input = { isTTY: true, setRawMode() {}, ref() {}, unref() {} };
  return Object.assign(new PassThrough(), input) as unknown as NodeJS.ReadStream;
}

function createOutput(): NodeJS.WriteStream {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = { isTTY: true, columns: 140, rows: 50 };
  return Object.assign(stream, output) as unknown as NodeJS.WriteStream;
}
