import { useEffect, useRef } from "react";
import type { Connection } from "../data/feed.ts";
import type { Session } from "../data/session.ts";
import type { Navigation } from "./place.ts";

const NOT_TAKEN = "smithd does not take the API key any more.";

/** Asks for another API key, once, when smithd does not take this one any more. */
export function useLogin(session: Session, connection: Connection, { open }: Navigation): void {
  const hasAsked = useRef(false);
  const ask = () => {
    if (!hasAsked.current) open({ at: "login", url: session.url, why: NOT_TAKEN });
    hasAsked.current = true;
  };
  const isRefused = connection.kind === "lost" && connection.trouble.isLogin;
  useEffect(() => {
    if (isRefused) ask();
  }, [isRefused]);
  useEffect(() => void session.keyRefused.then(ask), [session]);
}
