import { useState } from "react";
import type { Session } from "../data/session.ts";
import { span } from "../text/line.ts";
import type { News } from "./frame.ts";
import { useStates } from "./use-states.ts";

/** What became of a change whose screen was left, where no other screen tells of it. */
export function useNews(session: Session): News | undefined {
  const refused = useStates((signal) => session.changes.refusedUnseen(signal));
  const [seen, setSeen] = useState<typeof refused>();
  if (!refused || refused === seen) return undefined;
  const { agreed, trouble } = refused;
  const what = `${agreed.app} ${agreed.version} was refused for ${agreed.environment}`;
  return { line: [span(`✗ ${what}: ${trouble.message}`, "bad")], dismiss: () => setSeen(refused) };
}
