/** A mistake in the command line: one sentence on what is wrong, one on what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly nextStep: string;

  constructor(message: string, nextStep: string) {
    super(message);
    this.nextStep = nextStep;
  }
}
