import type { Action } from "../../app/action.ts";
import type { Navigation } from "../../app/place.ts";
import type { KnownContext } from "../../data/contexts.ts";

/** What can be done with the contexts. */
export function contextsActions(
  chosen: KnownContext | undefined,
  { open }: Navigation,
  use: (context: KnownContext) => void,
  copy: (text: string) => void,
): Action[] {
  const unless = chosen ? undefined : "no context is chosen";
  const { name: context, url } = chosen ?? {};
  return [
    { keys: ["enter"], title: "go on with the context", footer: "use", unless, run: () => use(chosen!) },
    {
      keys: ["l"],
      title: "log in to it with another API key",
      footer: "log in",
      unless,
      run: () => open({ at: "login", url, context }),
    },
    { keys: ["n"], title: "log in to another smithd", footer: "new", run: () => open({ at: "login" }) },
    { keys: ["y"], title: "copy its URL", unless, said: `Copied ${url}.`, run: () => copy(url!) },
  ];
}
