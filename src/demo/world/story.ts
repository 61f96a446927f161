import type { Beat } from "./specs.ts";

/**
 * What the opening does not leave to chance, in every world: at the start some runs are failing, one
 * waits for a runner and two on a person; within the first minute something starts, something passes,
 * something fails, and that gets fixed.
 */
export const OPENING: readonly Beat[] = [
  {
    repo: "acme/billing",
    branch: "main",
    message: "Round VAT per line instead of per invoice",
    author: "tomasz",
    at: { endSec: -1_260 },
    runs: [{ workflow: "CI", shape: { outcome: "failure" } }],
  },
  {
    repo: "platform/infra/kubernetes",
    branch: "main",
    message: "Raise pod limits of the search service",
    author: "jonas",
    at: { endSec: -540 },
    runs: [{ workflow: "pipeline", shape: { outcome: "failure" } }],
  },
  {
    repo: "team/backend/inventory",
    branch: "main",
    message: "Count parcels in transit\n\nThe stock page showed them twice.",
    author: "priya",
    at: { endSec: -900 },
    runs: [{ workflow: "pipeline", shape: { outcome: "unstable" } }],
  },
  {
    repo: "acme/auth",
    branch: "main",
    message: "Let administrators end all sessions of a user",
    author: "noor",
    at: { pushSec: -660 },
    runs: [
      { workflow: "CI", shape: { outcome: "success" } },
      { workflow: "Deploy", shape: { outcome: "success", approvalSec: 1_400 } },
    ],
  },
  {
    repo: "release/ship",
    branch: "main",
    message: "Release 2.4.1",
    author: "ana",
    at: { pushSec: -480 },
    runs: [{ workflow: "pipeline", shape: { outcome: "success", approvalSec: 1_100 } }],
  },
  {
    repo: "acme/mobile",
    branch: "feat/offline",
    message: "オフライン時にカートを保存する",
    author: "mei",
    at: { pushSec: -25 },
    runs: [{ workflow: "CI", shape: { outcome: "success", queueSec: 95 } }],
  },
  {
    repo: "shop/checkout",
    branch: "main",
    message: "Show the receipt before the mail is sent",
    author: "ines",
    at: { endSec: 8 },
    runs: [{ workflow: "pipeline", shape: { outcome: "success" } }],
  },
  {
    repo: "acme/docs",
    branch: "main",
    message: "Explain webhooks with a picture",
    author: "robin",
    at: { endSec: 6 },
    runs: [{ workflow: "Links", shape: { outcome: "success" } }],
  },
  {
    repo: "team/backend/orders",
    branch: "feature/bulk-import",
    message: "Read orders from CSV with a BOM",
    author: "kofi",
    at: { endSec: 12 },
    runs: [{ workflow: "multibranch", shape: { outcome: "success" } }],
  },
  {
    repo: "acme/web",
    branch: "main",
    message: "Split the checkout form in two steps",
    author: "ana",
    at: { pushSec: 1.5 },
    runs: [
      { workflow: "Lint", shape: { outcome: "failure", queueSec: 2, totalSec: 16 } },
      { workflow: "CI", shape: { outcome: "success", queueSec: 3, cancelAfterSec: 32 } },
    ],
  },
  {
    repo: "platform/gateway",
    branch: "fix/zeitüberschreitung",
    message: "Zeitüberschreitung auch beim Verbindungsaufbau",
    author: "jonas",
    at: { pushSec: 22 },
    runs: [{ workflow: "pipeline", shape: { outcome: "success" } }],
  },
  {
    repo: "acme/web",
    branch: "main",
    message: "Fix unused total in the checkout form",
    author: "ana",
    at: { pushSec: 33 },
    runs: [
      { workflow: "Lint", shape: { outcome: "success", queueSec: 2, totalSec: 20 } },
      { workflow: "CI", shape: { outcome: "success", queueSec: 3 } },
    ],
  },
  {
    repo: "team/frontend/storefront",
    branch: "main",
    message: "Bigger buttons on small terminals",
    author: "robin",
    at: { endSec: 44 },
    runs: [{ workflow: "multibranch", shape: { outcome: "failure" } }],
  },
];
