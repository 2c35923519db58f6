import { onTestFinished, vi } from "vitest";
import { App } from "../app/app.tsx";
import { EntryContext } from "../app/entry.ts";
import type { Place } from "../app/place.ts";
import { fakeSession, type FakeClient } from "./fake-session.ts";
import { renderTree, type Size } from "./render-tree.tsx";

interface Opened extends Size {
  at: Place;
  client: FakeClient;
  /** What leads to the config file. */
  env?: NodeJS.ProcessEnv;
}

/** The interactive UI at a place, over a client whose operations the test gives. */
export function openScreen({ at, client, env = {}, ...size }: Opened) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { session, tell, hear } = fakeSession(client, leaving.signal);
  const copied: string[] = [];
  const quit = vi.fn();
  const enter = vi.fn(async () => {});
  const tree = (
    <EntryContext value={{ env, enter }}>
      <App session={session} start={at} colours={false} copy={(text) => copied.push(text)} quit={quit} />
    </EntryContext>
  );
  return { ...renderTree(tree, size), tell, hear, copied, quit, enter };
}
