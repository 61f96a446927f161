import { Agent } from "node:http";
import type { SocketRoute } from "../../src/http/socket-route.ts";

/** The way to a server of a test: no proxy, and the authorities that everybody knows. */
export const STRAIGHT: SocketRoute = { proxy: null, agent: new Agent() };
