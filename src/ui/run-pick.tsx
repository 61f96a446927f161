import { type Instance, render, Text } from "ink";
import { Pick, type PickProps } from "./pick/pick.tsx";

/** Where and for how long it is asked. */
export interface PickPlace {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/**
 * Lets a person choose from a list, which is wiped off afterwards: the indexes in their order, null
 * where it was cancelled.
 */
export async function runPick(
  props: Omit<PickProps, "onEnd">,
  { stdin, stdout, signal }: PickPlace,
): Promise<readonly number[] | null> {
  let screen: Instance | null = null;
  let cancel = (): void => undefined;
  try {
    return await new Promise((resolve) => {
      cancel = () => resolve(null);
      signal.addEventListener("abort", cancel, { once: true });
      const settings = { stdin, stdout, exitOnCtrlC: false };
      screen = render(<Pick {...props} onEnd={resolve} />, settings);
    });
  } finally {
    signal.removeEventListener("abort", cancel);
    await wipe(screen);
  }
}

async function wipe(screen: Instance | null): Promise<void> {
  if (screen === null) return;
  screen.rerender(<Text> </Text>);
  screen.clear();
  screen.unmount();
  await screen.waitUntilExit();
}
