import { use, useEffect, useRef, useState } from "react";
import { FrameContext } from "./frame.ts";

/**
 * The last state of a generator, which runs as long as the component is there; undefined before the first. The next is asked
 * for once the one before is seen, so that screens below another one do not go on reading. What it throws is thrown on:
 * states that people can act on are yielded.
 */
export function useStates<State>(
  states: (signal: AbortSignal) => AsyncIterable<State>,
  restartOn: unknown = undefined,
): State | undefined {
  const [state, setState] = useState<State>();
  const [fault, setFault] = useState<{ error: unknown }>();
  const seen = useSeen();
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const follow = async () => {
      for await (const next of states(signal)) {
        if (signal.aborted) return;
        setState(next);
        await seen();
      }
    };
    follow().catch((error: unknown) => {
      if (!signal.aborted) setFault({ error });
    });
    return () => leaving.abort();
    // The generator is made of what the component was made of; another one begins where this changes. What the one before
    // has said stays until then.
  }, [restartOn]);
  if (fault) throw fault.error;
  return state;
}

/** Waits until the screen that the component is part of is on top. */
function useSeen(): () => Promise<void> {
  const isSeen = use(FrameContext)?.isVisible ?? true;
  const seen = useRef(Promise.withResolvers<void>());
  useEffect(() => {
    if (isSeen) seen.current.resolve();
    else seen.current = Promise.withResolvers();
  }, [isSeen]);
  return () => seen.current.promise;
}
