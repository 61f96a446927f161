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
  send(message: string): void;
  /** Bytes that were sent and have not left yet. */
  countWaiting(): number;
  /** Tells that nothing follows, and hangs up. */
  end(): void;
}
