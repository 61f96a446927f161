import { spawn } from "node:child_process";
import { BIN } from "./places.ts";

/** The imitated servers in a process of their own, so that they do not share a thread with a stopwatch. */
export interface DemoProcess {
  /** A configuration of one repository of its GitHub, or of what stands before that. */
  toConfig(url?: string): object;
  readonly url: string;
  readonly token: string;
  readonly repo: string;
  stop(): void;
}

const REPO = "acme/api";

/** Starts `cimon demo --serve-only`. */
export async function startDemoProcess(): Promise<DemoProcess> {
  const child = spawn(process.execPath, [BIN, "demo", "--serve-only"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let text = "";
  const config = await new Promise<DemoConfig>((resolve, reject) => {
    child.on("exit", () => reject(new Error("the imitated servers did not start")));
    child.stdout.setEncoding("utf8").on("data", (part) => {
      text += part;
      if (text.trimEnd().endsWith("\n}")) resolve(JSON.parse(text));
    });
  });
  const github = config.sources.find(({ provider }) => provider === "github");
  if (!github) throw new Error("the imitated servers hold no GitHub");
  return {
    toConfig: (url = github.url) => ({ sources: [{ ...github, url, repos: [REPO] }] }),
    url: github.url,
    token: github.token,
    repo: REPO,
    stop: () => child.kill("SIGINT"),
  };
}

interface DemoConfig {
  readonly sources: readonly {
    readonly provider: string;
    readonly url: string;
    readonly token: string;
  }[];
}
