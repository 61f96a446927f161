import type { Agent, AgentOptions } from "node:http";
import type { Duplex } from "node:stream";
import type { ConnectionOptions, SecureContext } from "node:tls";
import { builtin } from "./builtin.ts";
import { openTunnel, type TunnelTarget } from "./open-tunnel.ts";

/** Idle connections are closed sooner than most servers close them, so that no request meets a closed one. */
const IDLE_MS = 4_000;

/** Finds what keeps the connections to servers of a scheme, `http:` or `https:`. */
export interface Agents {
  /** To the servers themselves, or to a proxy that is spoken with as with one. */
  straight(protocol: string): Agent;
  /** To the servers in tunnels through a proxy. */
  tunnelled(protocol: string, proxy: URL): Agent;
}

/** Creates those of one source, which trust these authorities (PEM), Node's own where they are null. */
export function createAgents(trusted: readonly string[] | null): Agents {
  const agents = new Map<string, Agent>();
  const options: AgentOptions = { keepAlive: true, timeout: IDLE_MS };

  function keep(key: string, create: () => Agent): Agent {
    const agent = agents.get(key) ?? create();
    agents.set(key, agent);
    return agent;
  }

  // One context for all connections: reading the known authorities takes longer than a handshake.
  let secureContext: SecureContext | null = null;

  function createSecure() {
    if (trusted === null) return new (builtin("node:https").Agent)(options);
    secureContext ??= builtin("node:tls").createSecureContext({ ca: [...trusted] });
    return new (builtin("node:https").Agent)({ ...options, secureContext });
  }

  function create(protocol: string): Agent {
    return protocol === "http:" ? new (builtin("node:http").Agent)(options) : createSecure();
  }

  const straight = (protocol: string) => keep(protocol, () => create(protocol));

  function createTunnelled(protocol: string, proxy: URL): Agent {
    const agent = create(protocol);
    agent.createConnection = (target, onEnd) => {
      const done = onEnd as (error: Error | null, socket?: Duplex) => void;
      openTunnel(proxy, straight(proxy.protocol), target).then(
        (tunnel) => done(null, protocol === "http:" ? tunnel : encrypt(tunnel, target)),
        done,
      );
      return null;
    };
    return agent;
  }

  return {
    straight,
    tunnelled: (protocol, proxy) =>
      keep(`${protocol} ${proxy.href}`, () => createTunnelled(protocol, proxy)),
  };
}

/** Speaks TLS through a tunnel, as an agent would over a connection of its own. */
function encrypt(tunnel: Duplex, { host, servername, ...target }: TunnelTarget): Duplex {
  const { secureContext } = target as ConnectionOptions;
  return builtin("node:tls").connect({
    socket: tunnel,
    ...(host ? { host } : {}),
    ...(servername === undefined ? {} : { servername }),
    ...(secureContext === undefined ? {} : { secureContext }),
  });
}
