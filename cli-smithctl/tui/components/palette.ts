import type { Action } from "../app/action.ts";
import type { KeyName } from "../app/keys.ts";
import { marker, ours, type Line } from "../text/line.ts";
import { within } from "../text/window.ts";
import { actionLine, keysWidth } from "./action-line.ts";
import { typeInto } from "./prompt.ts";

/** All that can be done, to be found by its words. */
export interface Palette {
  typed: string;
  chosen: number;
}

export const emptyPalette: Palette = { typed: "", chosen: 0 };

/** The actions whose words contain what is typed, those that begin with it first. */
export function matching(actions: readonly Action[], typed: string): Action[] {
  const wanted = typed.trim().toLowerCase();
  const found = actions.filter(({ title }) => title.toLowerCase().includes(wanted));
  const rank = ({ title }: Action) => Number(!title.toLowerCase().startsWith(wanted));
  return found.sort((a, b) => rank(a) - rank(b));
}

export function paletteLines(actions: readonly Action[], { typed, chosen }: Palette, height: number): Line[] {
  const found = matching(actions, typed);
  const width = keysWidth(found);
  const room = height - 2;
  const { top, cursor } = within({ cursor: chosen, top: 0 }, found.length, room);
  const listed = found.slice(top, top + room).map((action, index): Line => {
    const isChosen = top + index === cursor;
    return [marker(isChosen), ...actionLine(action, width)];
  });
  const none: Line[] = [[ours("  Nothing here is called that.", "muted")]];
  const head: Line = [ours(":", "title"), ours(typed), ours(" ", "selected")];
  return [head, [], ...(listed.length > 0 ? listed : none)];
}

/** What a key makes of the palette: changed, closed, or closed with something to do. */
export function paletteAfter(
  key: KeyName,
  palette: Palette,
  actions: readonly Action[],
): { palette?: Palette; chosen?: Action | undefined } {
  const found = matching(actions, palette.typed);
  const step = { down: 1, "ctrl+n": 1, tab: 1, up: -1, "ctrl+p": -1 }[key];
  if (step !== undefined) {
    const chosen = Math.max(0, Math.min(palette.chosen + step, found.length - 1));
    return { palette: { ...palette, chosen } };
  }
  let after: ReturnType<typeof paletteAfter> = { palette };
  typeInto(
    {
      label: ":",
      value: palette.typed,
      change: (typed) => (after = { palette: { typed, chosen: 0 } }),
      submit: () => (after = { chosen: found[palette.chosen] }),
      cancel: () => (after = {}),
    },
    key,
  );
  return after;
}

/** What the footer says meanwhile. */
export const paletteKeys = [
  { keys: ["enter"], footer: "do it" },
  { keys: ["up"], footer: "up" },
  { keys: ["down"], footer: "down" },
  { keys: ["esc"], footer: "close" },
];
