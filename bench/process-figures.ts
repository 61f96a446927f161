import { readFileSync } from "node:fs";

/** The clock ticks a second of Linux' accounting, on every machine Node runs on. */
const TICKS = 100;

/** Processor time a process has used, user and system, milliseconds. Linux alone. */
export function readCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /u, "")
    .split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** Memory a process holds, MB. Linux alone. */
export function readMemoryMb(pid: number): number {
  return readStatusMb(pid, "VmRSS");
}

/** The most memory a process has held so far, MB. Linux alone. */
export function readPeakMb(pid: number): number {
  return readStatusMb(pid, "VmHWM");
}

function readStatusMb(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "mu").exec(status)?.[1]) / 1024;
}
