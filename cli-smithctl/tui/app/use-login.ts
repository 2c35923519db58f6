import { useEffect } from "react";
import type { Connection } from "../data/feed.ts";
import type { Session } from "../data/session.ts";
import type { Action } from "./action.ts";
import { isChange, type Navigation, type Place } from "./place.ts";

const NOT_TAKEN = "smithd does not take this API key.";

/**
 * Asks for another API key, once, where smithd does not take this one; but not over a change, of which one has to see that
 * it was refused. From then on one can log in everywhere.
 */
export function useLogin(
  session: Session,
  connection: Connection,
  { navigation, place }: { navigation: Navigation; place: Place },
): Action[] {
  const ask = () => navigation.open({ at: "login", url: session.url, why: NOT_TAKEN });
  const isRefused = connection.kind === "lost" && connection.trouble.isLogin;
  useEffect(() => {
    if (isRefused && !isChange(place)) ask();
  }, [isRefused]);
  useEffect(() => void session.keyRefused.then(session.feed.report), [session]);
  return isRefused ? [{ keys: ["K"], title: "log in", run: ask, footer: "log in" }] : [];
}
