import { useState } from "react";
import type { Prompt } from "../../components/prompt.ts";

/** Asks for an app's name; enter takes the first of the known ones that begins with what is typed. */
export function useAppPrompt(
  known: readonly string[],
  choose: (app: string | undefined) => void,
): { prompt: Prompt | undefined; type: () => void } {
  const [typed, setTyped] = useState<string>();
  const completed = typed === undefined ? "" : completion(known, typed);
  const prompt: Prompt | undefined =
    typed === undefined
      ? undefined
      : {
          label: completed === typed ? "app" : `app (enter: ${completed})`,
          value: typed,
          change: setTyped,
          submit: () => {
            setTyped(undefined);
            choose(completed === "" ? undefined : completed);
          },
          cancel: () => setTyped(undefined),
        };
  return { prompt, type: () => setTyped("") };
}

/** The shortest known name that begins so; what is typed where there is none. */
export function completion(known: readonly string[], typed: string): string {
  if (typed === "") return typed;
  const found = known.filter((name) => name.startsWith(typed));
  return found.reduce((best, name) => (name.length < best.length ? name : best), found[0] ?? typed);
}
