import type { KeyName } from "./keys.ts";

/** Something that can be done on a screen. The footer, the help and the palette are made of these, and so are the keys. */
export interface Action {
  keys: readonly KeyName[];
  /** A verb and what it is done to: "deploy", "filter apps". */
  title: string;
  run: () => void;
  /** Why it is not possible now. It is shown greyed then, and says this when it is tried. */
  unless?: string | undefined;
  /** What is said once it is done, where that is not to be seen: what was copied. */
  said?: string | undefined;
  /** One or two words for the footer, for the few that it names. */
  footer?: string;
}

/** The action of a key, possible or not; the first one where several claim it. */
export const actionOf = (actions: readonly Action[], key: KeyName): Action | undefined =>
  actions.find(({ keys }) => keys.includes(key));

const MOST_IN_FOOTER = 6;

/** What the footer names: what is possible first, so that a narrow screen shows what acts. */
export function footerActions(actions: readonly Action[]): Action[] {
  const named = actions.filter(({ footer }) => footer);
  return [...named.filter(({ unless }) => !unless), ...named.filter(({ unless }) => unless)].slice(
    0,
    MOST_IN_FOOTER,
  );
}
