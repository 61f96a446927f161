import { ProviderError } from "../../model/provider-error.ts";

/** What a call is for, told where it is refused. */
export interface Purpose {
  /** As it follows "does not let this token": `cancel a pipeline`. */
  readonly what: string;
  /** What the token needs besides a scope: `the role Developer or above`. */
  readonly role: string;
  readonly scope: "api" | "read_api";
  /** The sentence for an answer of 400, which has its reason in a body that is not shown. */
  readonly impossible?: string;
}

/**
 * Runs a call whose refusal is worth words of its own: GitLab answers 403 for a missing scope and a
 * missing role alike, so the sentence names both.
 * https://docs.gitlab.com/user/permissions/#cicd
 */
export async function explainRefusal<Result>(
  purpose: Purpose,
  server: { readonly host: string; readonly hasToken: boolean },
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const sentence = error instanceof ProviderError ? findSentence(error, purpose, server) : null;
    if (!(error instanceof ProviderError) || sentence === null) throw error;
    const status = error.status === null ? {} : { status: error.status };
    throw new ProviderError(error.kind, sentence, { ...status, cause: error });
  }
}

function findSentence(
  { kind, status }: ProviderError,
  { what, role, scope, impossible }: Purpose,
  { host, hasToken }: { readonly host: string; readonly hasToken: boolean },
): string | null {
  if (!hasToken && (status === 401 || status === 403)) {
    return `${host} lets nobody ${what} without a token: give one with the ${scope} scope`;
  }
  if (kind === "auth" && status === 403) {
    return `${host} does not let this token ${what}: it needs the ${scope} scope and ${role}`;
  }
  return status === 400 && impossible !== undefined ? `${host} ${impossible}` : null;
}
