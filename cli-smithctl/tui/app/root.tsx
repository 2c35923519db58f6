import { useRef, useState } from "react";
import { contextsOnly } from "../data/contexts.ts";
import type { Session } from "../data/session.ts";
import { App } from "./app.tsx";
import { Entrance } from "./entrance.tsx";
import { EntryContext } from "./entry.ts";
import type { Look } from "./use-terminal.tsx";

interface Props extends Look {
  env: NodeJS.ProcessEnv;
  /** Where it begins; undefined where nobody has logged in yet. */
  first: Session | undefined;
  open: (env: NodeJS.ProcessEnv) => Promise<Session>;
}

/** One smithd after another: each begins anew, and what was heard of the one before ends. */
export function Root({ env, first, open, ...look }: Props) {
  const [{ session, turn }, go] = useState({ session: first, turn: 0 });
  const current = useRef(first);
  const lastCall = useRef(0);
  const enter = async () => {
    const call = ++lastCall.current;
    const next = await open(contextsOnly(env));
    // Somebody chose another one meanwhile.
    if (call !== lastCall.current) return next.close();
    current.current?.close();
    current.current = next;
    go({ session: next, turn: call });
  };
  return (
    <EntryContext value={{ env, enter }}>
      {session ? <App key={turn} session={session} {...look} /> : <Entrance {...look} />}
    </EntryContext>
  );
}
