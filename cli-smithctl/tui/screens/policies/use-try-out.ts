import { useState } from "react";
import { useStates } from "../../app/use-states.ts";
import type { Prompt } from "../../components/prompt.ts";
import { tryOut, type TriedOut } from "../../data/policies.ts";
import type { Session } from "../../data/session.ts";

const other = { branch: "tag", tag: "branch" } as const;

/** A branch or a tag that is typed, and where it would be deployed. */
export function useTryOut(session: Session, app: string) {
  const [typed, setTyped] = useState<string>();
  const [kind, setKind] = useState<"branch" | "tag">("branch");
  const key = `${kind} ${typed}`;
  const answer = useStates(async function* (signal) {
    if (!typed) return;
    const origin = kind === "branch" ? { branch: typed } : { tag: typed };
    for await (const tried of tryOut(session, app, origin, signal)) yield { key, tried };
  }, key);
  const prompt: Prompt = {
    label: kind,
    value: typed ?? "",
    change: setTyped,
    submit: () => setTyped(undefined),
    cancel: () => setTyped(undefined),
    keys: { tab: () => setKind(other[kind]) },
    footer: [
      { keys: ["tab"], footer: `try a ${other[kind]}` },
      { keys: ["ctrl+u"], footer: "clear" },
      { keys: ["esc"], footer: "close" },
    ],
  };
  // The answer for what was typed before says nothing of this.
  const tried: TriedOut | undefined = answer?.key === key ? answer.tried : undefined;
  return { start: () => setTyped(""), ...(typed !== undefined && { prompt, tried }) };
}
