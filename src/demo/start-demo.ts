import { DEMO_CREDENTIALS } from "./demo-credentials.ts";
import { startGithubDemo } from "./github/start-github-demo.ts";
import { startGitlabDemo } from "./gitlab/start-gitlab-demo.ts";
import type { DemoServer } from "./http-types.ts";
import { startJenkinsDemo } from "./jenkins/start-jenkins-demo.ts";
import { createWorld } from "./world/create-world.ts";
import type { DemoVendor, World } from "./world/types.ts";

const VENDORS: readonly DemoVendor[] = ["github", "gitlab", "jenkins"];

export interface DemoOptions {
  readonly seed?: number;
  /** Divides every duration and gap of the world; 1 unless said. */
  readonly speed?: number;
  /** The world's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Which servers to start; all three unless said. */
  readonly vendors?: readonly DemoVendor[];
}

/** A source of {@link DemoConfig}, in the words of a configuration file. */
interface DemoSource {
  readonly provider: DemoVendor;
  readonly name: string;
  readonly url: string;
  readonly repos?: readonly string[];
  readonly projects?: readonly string[];
  readonly user?: string;
  readonly token: string;
}

/** A whole configuration for the demo's servers, plain JSON data. */
interface DemoConfig {
  readonly interval: number;
  readonly sources: readonly DemoSource[];
  readonly views: readonly { readonly name: string; readonly filter: string }[];
}

export interface Demo {
  readonly world: World;
  /** Those that were asked for. */
  readonly servers: Readonly<Partial<Record<DemoVendor, DemoServer>>>;
  readonly config: DemoConfig;
  /** Ends every server and every socket. */
  close(): Promise<void>;
}

/** Starts the imitated CI servers on loopback over one world, with a configuration that fits them. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { vendors = VENDORS, ...rest } = options;
  const world = createWorld(rest);
  const servers: Partial<Record<DemoVendor, DemoServer>> = {};
  const close = async () => {
    await Promise.all(Object.values(servers).map((server) => server.close()));
  };
  try {
    for (const vendor of vendors) servers[vendor] = await startServer(vendor, world);
  } catch (error) {
    await close();
    throw error;
  }
  return { world, servers, config: writeConfig(servers), close };
}

function startServer(vendor: DemoVendor, world: World): Promise<DemoServer> {
  switch (vendor) {
    case "github":
      return startGithubDemo({ world, token: DEMO_CREDENTIALS.githubToken });
    case "gitlab":
      return startGitlabDemo({ world });
    case "jenkins":
      return startJenkinsDemo({ world });
  }
}

function writeConfig(servers: Demo["servers"]): DemoConfig {
  const sources: DemoSource[] = [];
  for (const vendor of VENDORS) {
    const server = servers[vendor];
    if (server !== undefined) sources.push(writeSource(vendor, server.url));
  }
  const views = [
    { name: "Mine", filter: "actor:robin" },
    { name: "Main", filter: "branch:main" },
    { name: "Releases", filter: "branch:release/*" },
  ];
  return { interval: 5, sources, views };
}

function writeSource(provider: DemoVendor, url: string): DemoSource {
  const { githubToken, gitlabToken, jenkinsUser, jenkinsToken } = DEMO_CREDENTIALS;
  switch (provider) {
    case "github":
      return { provider, name: "gh", url, repos: ["acme/*"], token: githubToken };
    case "gitlab": {
      const projects = ["platform/**", "shop/**", "data/**"];
      return { provider, name: "lab", url, projects, token: gitlabToken };
    }
    case "jenkins":
      return { provider, name: "ci", url, user: jenkinsUser, token: jenkinsToken };
  }
}
