/** One thing that the doctor looked at. */
export interface Finding {
  what: string;
  /** `failed`: smithd cannot do its work. `warning`: it can, and something is not as it should be. */
  state: "ok" | "warning" | "failed";
  /** A sentence; where it is not ok it says what to do. */
  detail: string;
}

export const notThereYet = (what: string, path: string): Finding => ({
  what,
  state: "ok",
  detail: `${path} is not there yet; smithd makes it when it starts.`,
});

/** What `look` finds, or its error as a failure of `what`. */
export async function examine(what: string, look: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [{ what, state: "failed", detail: sentenceOf(error) }];
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  // What a driver said names what did not answer.
  return cause instanceof Error && cause.message !== "" ? `${message} (${cause.message})` : message;
}
