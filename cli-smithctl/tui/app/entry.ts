import { createContext, use } from "react";

/** How the UI goes on with another smithd. */
export interface Entry {
  env: NodeJS.ProcessEnv;
  /** Goes on with the current context of the config file, from the overview. Throws where that names no smithd or no key. */
  enter: () => Promise<void>;
}

export const EntryContext = createContext<Entry | undefined>(undefined);

export function useEntry(): Entry {
  const entry = use(EntryContext);
  if (!entry) throw new Error("a screen is drawn outside of the root");
  return entry;
}
