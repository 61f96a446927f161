import { WebSocket } from "ws";
import type { PushMessage } from "../src/model/server-protocol.ts";
import { type ClientOrder, type ClientWord, readSharedMs } from "./sockets-messages.ts";

/** So many sockets are opened at once. */
const BATCH = 20;
/** The beginning of a message tells it from all others: it says when it was made. */
const HEAD = 80;

/** One listener: the newest run it has heard of, and when it did. */
interface Ear {
  serial: number;
  atMs: number;
}

const ears: Ear[] = [];
/** The newest run each message tells of; all sockets are sent the same. */
const serials = new Map<string, number>();
let wanted = Number.POSITIVE_INFINITY;
let behind = 0;
const tell = (word: ClientWord) => process.send?.(word);

function readSerial(text: string): number {
  const head = text.slice(0, HEAD);
  const known = serials.get(head);
  if (known !== undefined) return known;
  const message: PushMessage = JSON.parse(text);
  const numbers =
    message.type === "hello" ? [] : message.pipelines.map(({ latest }) => latest.number ?? 0);
  const serial = Math.max(0, ...numbers);
  serials.set(head, serial);
  return serial;
}

function hear(ear: Ear, text: string): void {
  const atMs = readSharedMs();
  const serial = readSerial(text);
  if (serial <= ear.serial) return;
  const wasBehind = ear.serial < wanted;
  Object.assign(ear, { serial, atMs });
  if (!wasBehind || serial < wanted) return;
  behind -= 1;
  tellHeard();
}

function tellHeard(): void {
  if (behind > 0) return;
  wanted = Number.POSITIVE_INFINITY;
  tell({ is: "heard", atMs: Math.max(...ears.map(({ atMs }) => atMs)) });
}

/** Opens a socket; resolves once it has all there is. */
function openEar(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const ear: Ear = { serial: 0, atMs: 0 };
    let messages = 0;
    socket.on("error", reject);
    socket.on("close", (code) => {
      console.error(`bench: a socket was closed with ${code}`);
      process.exit(1);
    });
    socket.on("message", (data) => {
      hear(ear, String(data));
      messages += 1;
      if (messages !== 2) return;
      ears.push(ear);
      resolve();
    });
  });
}

/** Opens a socket that reads nothing; resolves once it is open. */
function stall(url: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.on("open", () => {
      socket.pause();
      resolve();
    });
    socket.on("error", () => {});
  });
}

async function obey(order: ClientOrder): Promise<void> {
  if (order.do === "open") {
    for (let open = 0; open < order.count; open += BATCH) {
      await Promise.all(Array.from({ length: BATCH }, () => openEar(order.url)));
    }
    tell({ is: "open" });
  } else if (order.do === "stall") {
    await Promise.all(Array.from({ length: order.count }, () => stall(order.url)));
    tell({ is: "stalled" });
  } else {
    wanted = order.serial;
    behind = ears.filter(({ serial }) => serial < wanted).length;
    tellHeard();
  }
}

process.on("message", (order: ClientOrder) => void obey(order));
process.on("disconnect", () => process.exit(0));
