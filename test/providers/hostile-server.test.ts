import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { parseDocument } from "yaml";
import { type Demo, startDemo } from "../../src/demo/start-demo.ts";
import { decodeText } from "../../src/http/http-answer.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import { readBody } from "../../src/http/read-body.ts";
import { createTransport, type Transport } from "../../src/http/transport.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import type { Provider, Target } from "../../src/model/provider.ts";
import { nextStep, ProviderError } from "../../src/model/provider-error.ts";
import { createProvider, type ProviderOptions } from "../../src/providers/registry.ts";
import { hostileText, UNWANTED } from "../helpers/hostile-text.ts";

const { signal } = new AbortController();

/** Stands in every text that the server of these tests sends, so that it is known again. */
const MARK = "qxq";

/** What an answer is told apart by; without it most of what is read next would not be asked for. */
const STRUCTURE = new Set([
  ..."_class status conclusion result type encoding annotation_level path head_branch id".split(
    " ",
  ),
  ..."check_run_url sha SHA1 commitId".split(" "),
]);

const SAMPLES = fc.sample(hostileText, { numRuns: 400, seed: 7 });

/** What makes the texts of an answer hostile; `keeps`: but of those by which it is told apart. */
function createPoison(keeps: boolean) {
  let count = 0;
  const next = () => {
    count += 1;
    const [before = "", after = ""] = [
      SAMPLES[count % SAMPLES.length],
      SAMPLES[(count * 7) % SAMPLES.length],
    ];
    return `${before}${MARK}${after}`;
  };

  function poison(value: unknown, key = ""): unknown {
    if (typeof value === "string") {
      if (keeps && STRUCTURE.has(key)) return value;
      return key === "content" ? poisonFile(value) : next();
    }
    if (Array.isArray(value)) return value.map((one) => poison(one, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, poison(one, name)]),
    );
  }

  /** A workflow's file, whose inputs are read. */
  function poisonFile(content: string): string {
    const file = parseDocument(Buffer.from(content, "base64").toString()).toJS();
    const inputs = file.on?.workflow_dispatch?.inputs;
    if (inputs) {
      const own = Object.entries(inputs).map(([name, input]) => [
        `${name}${next()}`,
        poison(input),
      ]);
      file.on.workflow_dispatch.inputs = Object.fromEntries(own);
    }
    return Buffer.from(JSON.stringify(file)).toString("base64");
  }

  return poison;
}

const DIRECT = createTransport({ env: {}, ca: null });

/** Carries requests to a server, and its answers back as somebody would send them who means no good. */
function createHostileTransport(poison: (value: unknown) => unknown): Transport {
  return {
    ...DIRECT,
    async fetch(url, request) {
      const answer = await DIRECT.fetch(url, request);
      const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
      if (!isJson || answer.body === null) return answer;
      const text = decodeText(await readBody(answer, Number.POSITIVE_INFINITY));
      const body = JSON.stringify(poison(JSON.parse(text)));
      const headers = new Headers([...answer.headers]);
      for (const name of ["content-length", "etag"]) headers.delete(name);
      return new Response(body, { status: answer.status, headers });
    },
  };
}

function connect({ config }: Demo, vendor: ProviderOptions["provider"], transport: Transport) {
  const source = config.sources.find(({ provider }) => provider === vendor);
  if (!source) throw new Error(`no ${vendor}`);
  const http = createHttpClient({ deadlineMs: 20_000, now: Date.now, transport });
  const { name, url, token, user = null, repos = [], projects = [] } = source;
  const options = {
    source: name,
    url,
    token,
    user,
    repos,
    projects,
    jobs: [],
    http,
    now: Date.now,
  };
  return createProvider({ ...options, provider: vendor });
}

/** Every text in a value with the names that lead to it. */
function listTexts(value: unknown, place: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[place, value]];
  if (Array.isArray(value)) return value.flatMap((one) => listTexts(one, place));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => listTexts(one, `${place}.${key}`));
}

/** Gathers what a provider answers, refusals among it, with the names that lead to each text. */
function createGatherer() {
  const texts: (readonly [string, string])[] = [];
  async function ask<Value>(what: string, question: Promise<Value> | undefined) {
    try {
      const value = await question;
      texts.push(...listTexts(value, what));
      return value;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      texts.push(["refusal", error.message], ["refusal", nextStep(error)]);
      return undefined;
    }
  }
  return { ask, texts };
}

/** Everything that can be asked about some runs and their targets. */
async function askEverything(provider: Provider, { targets, runs }: Listed) {
  const { ask, texts } = createGatherer();
  const listRuns = async (target: Target) => {
    const request = { target, cursor: null, unfinished: [], signal };
    return (await provider.listRuns(request)).runs;
  };
  await ask("access", provider.checkAccess?.(signal));
  await ask("me", provider.whoAmI?.(signal));
  await ask("targets", provider.discoverTargets(signal));
  for (const target of targets.slice(0, 4)) await ask("run", listRuns(target));
  for (const run of runs) {
    const jobs = (await ask("job", provider.listJobs?.(run, signal))) ?? [];
    await ask("parameter", provider.listParameters?.(run, signal));
    await ask("form", provider.describeTrigger?.(run, signal));
    for (const job of jobs.slice(0, 2))
      await ask("annotation", provider.listAnnotations?.(run, job, signal));
  }
  return texts;
}

interface Listed {
  readonly targets: readonly Target[];
  /** One of each kind of workflow in each status. */
  readonly runs: readonly PipelineRun[];
}

/** What there is to ask about, as an honest server tells it. */
async function listHonestly(provider: Provider): Promise<Listed> {
  const targets = await provider.discoverTargets(signal);
  const runs = new Map<string, PipelineRun>();
  for (const target of targets) {
    const found = await provider.listRuns({ target, cursor: null, unfinished: [], signal });
    for (const run of found.runs) {
      runs.set(`${run.workflow} ${run.status}`, run);
    }
  }
  return { targets, runs: [...runs.values()] };
}

const SEEN = {
  github: [
    ..."run.branch run.workflow run.event run.actor run.commit.message".split(" "),
    ..."job.name job.steps.name job.question annotation.message annotation.place".split(" "),
    ..."form.inputs.name form.inputs.description form.inputs.choices".split(" "),
    ..."form.inputs.defaultValue me access.login".split(" "),
  ],
  gitlab: [
    ..."run.branch run.event run.actor run.commit.message job.name job.stage".split(" "),
    ..."job.conclusion me access.scopes".split(" "),
  ],
  jenkins: [
    ..."run.repo run.branch run.actor run.commit.message job.name job.question".split(" "),
    ..."job.steps.name form.inputs.name".split(" "),
    ..."form.inputs.description form.inputs.choices form.inputs.defaultValue".split(" "),
  ],
};

it.each(["github", "gitlab", "jenkins"] as const)(
  "whatever %s sends in any field of any answer is clean once read",
  async (vendor) => {
    const demo = await startDemo({ seed: 1, now: Date.now, vendors: [vendor] });
    onTestFinished(() => demo.close());
    const listed = await listHonestly(await connect(demo, vendor, DIRECT));
    expect(listed.runs.length).toBeGreaterThan(5);
    const seen = new Set<string>();
    for (const keeps of [true, false]) {
      const transport = createHostileTransport(createPoison(keeps));
      const provider = await connect(demo, vendor, transport);
      const texts = await askEverything(provider, listed);
      expect(texts.filter(([, text]) => UNWANTED.test(text))).toEqual([]);
      for (const [place, text] of texts) if (text.includes(MARK)) seen.add(place);
    }
    // A test that looked at nothing would pass as well.
    expect([...seen]).toEqual(expect.arrayContaining(SEEN[vendor]));
  },
  60_000,
);
