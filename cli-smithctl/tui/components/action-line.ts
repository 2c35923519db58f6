import { displayWidth, pad } from "../../../clients/terminal/width.ts";
import type { Action } from "../app/action.ts";
import { shown } from "../app/keys.ts";
import { ours, span, type Line } from "../text/line.ts";

/** An action with its keys; what is not possible now is greyed and says why. */
export function actionLine({ keys, title, unless }: Action, width: number): Line {
  const shownKeys = pad(keys.map(shown).join(" "), width);
  return unless
    ? [ours(`${shownKeys}  ${title}`, "muted"), span(` (${unless})`)]
    : [ours(shownKeys, "key"), ours("  "), span(title)];
}

/** How wide the keys of all of them are. */
export const keysWidth = (actions: readonly Action[]): number =>
  Math.max(0, ...actions.map(({ keys }) => displayWidth(keys.map(shown).join(" "))));
