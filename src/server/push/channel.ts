/** What everybody who looks at the same thing in the same form is sent. */
export interface Channel {
  /** All there is to see at the moment of the last `update`. */
  renderSnapshot(): string;
  /** Takes the present in; what became of it since, null where nothing did. */
  update(): string | null;
  /** True where time alone can change what is seen. */
  readonly dependsOnTime: boolean;
  /** Called once nobody looks any more. */
  close?(): void;
}

/** Somebody who is sent what a channel says. */
export interface Subscriber {
  /** The same bytes may go to others, and later: nobody may change them. */
  send(message: Uint8Array): void;
  /** Bytes that were sent and have not left yet. */
  countWaiting(): number;
  /** Tells that nothing follows, and hangs up. */
  end(): void;
}

/** Sockets and streams take bytes as they are; of a text each would make, and hold, its own. */
export function encode(message: string): Uint8Array {
  return Buffer.from(message);
}
