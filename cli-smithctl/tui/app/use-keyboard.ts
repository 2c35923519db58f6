import { useInput, usePaste } from "ink";
import { useRef } from "react";
import { namesOf, type KeyName } from "./keys.ts";

/**
 * Hands keys on one at a time. Several that arrive together are each handled on what the one before has led to: without
 * that `/api` typed fast would filter by nothing.
 */
export function useKeyboard(handle: (key: KeyName) => void): void {
  const waiting = useRef<KeyName[]>([]);
  const latest = useRef(handle);
  latest.current = handle;
  const next = () => {
    const key = waiting.current.shift();
    if (key === undefined) return;
    latest.current(key);
    // React has drawn by then what this one changed.
    setImmediate(next);
  };
  const add = (keys: KeyName[]) => {
    const isIdle = waiting.current.length === 0;
    waiting.current.push(...keys);
    if (isIdle) next();
  };
  useInput((input, key) => add(namesOf(input, key)));
  usePaste((text) => add([...text.replace(/\s+/g, " ")]));
}
