import type { KeyBinding, KeyContext } from "./key-binding.ts";

const RUNS: readonly KeyContext[] = ["table", "run"];
const LOG: readonly KeyContext[] = ["log"];

/** The keys for a run: opening it, acting on it, and answering what is asked before. */
export const RUN_KEYS: readonly KeyBinding[] = [
  {
    contexts: ["table"],
    keys: ["return"],
    action: "open",
    help: "open the run",
    foot: { label: "open" },
    needs: "jobs",
  },
  {
    contexts: ["table"],
    keys: ["l"],
    action: "open-log",
    help: "the log of the job that failed or runs",
    foot: { label: "log" },
    needs: "jobs",
  },
  {
    contexts: ["run"],
    keys: ["return", "l"],
    action: "open-log",
    help: "the log of the job",
    foot: { label: "log" },
    needs: "log",
  },
  { contexts: ["run"], keys: ["right"], action: "expand", help: "show the steps of the job" },
  { contexts: ["run"], keys: ["left"], action: "collapse", help: "hide the steps of the job" },
  {
    contexts: RUNS,
    keys: ["R"],
    action: "rerun",
    help: "run it again, or what failed",
    foot: { label: "rerun" },
    needs: "rerun",
  },
  {
    contexts: RUNS,
    keys: ["x"],
    action: "cancel-run",
    help: "cancel the run",
    foot: { label: "cancel" },
    needs: "cancel",
  },
  {
    contexts: RUNS,
    keys: ["p"],
    action: "open-gate",
    help: "start a manual job, open a gate",
    foot: { label: "proceed" },
    needs: "gate",
  },
  {
    contexts: ["confirm"],
    keys: ["y"],
    action: "yes",
    help: "do it",
    foot: { label: "yes" },
    needs: "yes",
  },
  {
    contexts: ["confirm"],
    keys: ["a"],
    action: "all",
    help: "all jobs",
    foot: { label: "all" },
    needs: "parts",
  },
  {
    contexts: ["confirm"],
    keys: ["f"],
    action: "failed-only",
    help: "what failed",
    foot: { label: "failed jobs" },
    needs: "parts",
  },
  {
    contexts: ["confirm"],
    keys: ["n", "escape", "q"],
    action: "back",
    help: "leave it",
    foot: { label: "no" },
  },
];

/** The keys over a log. */
export const LOG_KEYS: readonly KeyBinding[] = [
  {
    contexts: LOG,
    keys: ["/"],
    action: "search",
    help: "find in the log",
    foot: { label: "find" },
  },
  {
    contexts: LOG,
    keys: ["n"],
    action: "next-match",
    help: "next find",
    foot: { label: "next", keys: ["n", "N"] },
  },
  { contexts: LOG, keys: ["N"], action: "previous-match", help: "find before" },
  {
    contexts: LOG,
    keys: ["e"],
    action: "next-error",
    help: "next error line",
    foot: { label: "error" },
  },
  {
    contexts: LOG,
    keys: ["w"],
    action: "toggle-wrap",
    help: "wrap long lines",
    foot: { label: "wrap" },
  },
  {
    contexts: LOG,
    keys: ["t"],
    action: "toggle-times",
    help: "show when each line came",
    foot: { label: "times" },
  },
  {
    contexts: LOG,
    keys: ["z"],
    action: "toggle-folds",
    help: "unfold groups and sections",
    foot: { label: "unfold" },
  },
  {
    contexts: LOG,
    keys: ["ctrl-s"],
    action: "save-log",
    help: "save all of it to a file here",
    foot: { label: "save" },
    needs: "whole-log",
  },
  {
    contexts: LOG,
    keys: ["v"],
    action: "page-log",
    help: "all of it in $PAGER",
    foot: { label: "pager" },
    needs: "whole-log",
  },
];
