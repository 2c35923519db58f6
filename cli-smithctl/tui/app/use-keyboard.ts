import { exitCodes, type ExitCode } from "../../../clients/exit-codes.ts";
import { useInput, usePaste } from "ink";
import { useEffect, useRef, useState } from "react";
import type { Frame } from "./frame.ts";
import { namesOf, pasted, type KeyName } from "./keys.ts";

type Take = (key: KeyName) => void;

/** Keys go to whoever took them, but for the one that leaves at once. While nobody has, one can only leave. Returns by what they are taken. */
export function useTakenKeys(quit: (code: ExitCode) => void): Frame["takeKeys"] {
  const taken = useRef<Take | undefined>(undefined);
  useKeyboard((key) => {
    if (key === "ctrl+c") quit(exitCodes.interrupted);
    else if (taken.current) taken.current(key);
    else if (key === "q") quit(exitCodes.ok);
  });
  return (take) => void (taken.current = take);
}

/**
 * Hands keys on one at a time. Several that arrive together are each handled on what the one before has led to: else
 * `/api` typed fast would leave letters out.
 */
function useKeyboard(handle: (key: KeyName) => void): void {
  const waiting = useRef<KeyName[]>([]);
  /** Whether what a key has changed is not drawn yet. */
  const isBusy = useRef(false);
  const [handled, setHandled] = useState(0);
  const next = () => {
    const key = waiting.current.shift();
    isBusy.current = key !== undefined;
    if (key === undefined) return;
    handle(key);
    setHandled((count) => count + 1);
  };
  // The count changes in the same commit as what the key has changed.
  useEffect(next, [handled]);
  const add = (keys: KeyName[]) => {
    // Whoever wants to leave does not wait for what was typed before.
    if (keys.includes("ctrl+c")) return handle("ctrl+c");
    waiting.current.push(...keys);
    if (!isBusy.current) next();
  };
  useInput((input, key) => add(namesOf(input, key)));
  usePaste((text) => add([pasted(text)]));
}
