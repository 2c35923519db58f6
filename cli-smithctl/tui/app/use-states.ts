import { useEffect, useState } from "react";

/**
 * The last state of a generator, which runs as long as the component is there; undefined before the first. What it throws
 * is thrown on: states that people can act on are yielded.
 */
export function useStates<State>(
  states: (signal: AbortSignal) => AsyncIterable<State>,
  restartOn: unknown = undefined,
): State | undefined {
  const [state, setState] = useState<State>();
  const [fault, setFault] = useState<{ error: unknown }>();
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const follow = async () => {
      for await (const next of states(signal)) {
        if (signal.aborted) return;
        setState(next);
      }
    };
    follow().catch((error: unknown) => {
      if (!signal.aborted) setFault({ error });
    });
    return () => leaving.abort();
    // The generator is made of what the component was made of; another one begins where this changes.
  }, [restartOn]);
  if (fault) throw fault.error;
  return state;
}
