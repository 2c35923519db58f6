import type { Action } from "../app/action.ts";
import { shown } from "../app/keys.ts";
import { ours, widthOf, type Line } from "../text/line.ts";

type Named = Pick<Action, "keys" | "footer" | "unless">;

/** The keys that act here, as many as fit. The help, which names all of them, is the last to go. */
export function footerLine(actions: readonly Named[], width: number): Line {
  const fitting = [...actions];
  const isTooWide = () => widthOf(lineOf(fitting)) > width;
  while (fitting.length > 1 && isTooWide()) {
    const last = fitting.findLastIndex(({ keys }) => keys[0] !== "?");
    fitting.splice(last, 1);
  }
  return lineOf(fitting);
}

const lineOf = (actions: readonly Named[]): Line =>
  actions.flatMap(({ keys, footer, unless }, index) => {
    const gap = index === 0 ? "" : "  ";
    const key = shown(keys[0]!);
    return unless
      ? [ours(`${gap}${key} ${footer}`, "muted")]
      : [ours(gap), ours(key, "key"), ours(` ${footer}`)];
  });
