import { useLayoutEffect, useState } from "react";
import { actionOf, footerActions, type Action } from "../app/action.ts";
import { useArea, useFrame } from "../app/frame.ts";
import type { KeyName } from "../app/keys.ts";
import { span, type Line } from "../text/line.ts";
import { footerLine } from "./footer.ts";
import { helpAfter, helpKeys, helpLines, helpPosition } from "./help.ts";
import { Lines } from "./lines.tsx";
import { emptyPalette, paletteAfter, paletteKeys, paletteLines, type Palette } from "./palette.ts";
import { promptKeys, promptLines, typeInto, type Prompt } from "./prompt.ts";
import { topLine } from "./top-line.ts";

interface Props {
  title: string;
  /** At most as many rows as there is room for (useArea). */
  body: readonly Line[];
  actions: readonly Action[];
  /** What there is to say about what is chosen, in one row. */
  notice?: Line | undefined;
  prompt?: Prompt | undefined;
  /** What signs mean that are used here, for the help. */
  legend?: readonly Line[];
}

type Overlay = { kind: "help"; top: number } | { kind: "palette"; palette: Palette };

const overlayKeys = { help: helpKeys, palette: paletteKeys };

/** A whole screen: title, body, a row for notices or for what is typed, and the keys that act here. */
export function Screen({ title, body, actions, notice, prompt, legend = [] }: Props) {
  const frame = useFrame();
  const { width, height } = useArea();
  const [overlay, setOverlay] = useState<Overlay>();
  /** The key that was pressed last, where that was not possible. */
  const [refused, setRefused] = useState<KeyName>();
  /** What was done by it. */
  const [done, setDone] = useState<string>();
  const all: Action[] = [
    ...actions,
    { keys: ["?"], title: "help", footer: "help", run: () => setOverlay({ kind: "help", top: 0 }) },
    {
      keys: [":"],
      title: "all commands",
      run: () => setOverlay({ kind: "palette", palette: emptyPalette }),
    },
    ...frame.actions.filter(({ keys }) => !actionOf(actions, keys[0]!)),
  ];
  const help = helpLines(all, legend);

  const attempt = (action: Action | undefined) => {
    setRefused(action?.unless ? action.keys[0] : undefined);
    setDone(action?.unless ? undefined : action?.said);
    if (action && !action.unless) action.run();
  };
  const handle = (key: KeyName) => {
    if (overlay?.kind === "help") {
      const top = helpAfter(key, overlay.top, help.length, height);
      setOverlay(top === undefined ? undefined : { kind: "help", top });
    } else if (overlay) {
      const { palette, chosen } = paletteAfter(key, overlay.palette, all);
      setOverlay(palette && { kind: "palette", palette });
      attempt(chosen);
    } else if (prompt) typeInto(prompt, key);
    else attempt(actionOf(all, key));
  };
  useLayoutEffect(() => {
    if (!frame.isVisible) return;
    frame.takeKeys(handle);
    return () => frame.takeKeys(undefined);
  });
  if (!frame.isVisible) return null;

  const palette = overlay?.kind === "palette" ? overlay.palette : undefined;
  const over =
    overlay?.kind === "help" ? help.slice(overlay.top) : palette && paletteLines(all, palette, height);
  const asked =
    prompt && !overlay ? (prompt.notice ? [prompt.notice] : promptLines(prompt, width)) : undefined;
  const room = height + 1 - (asked?.length ?? 1);
  const rows = [...(over ?? body)].slice(0, room);
  const blank: Line[] = Array.from({ length: room - rows.length }, () => []);
  const refusal = refused === undefined ? undefined : actionOf(all, refused)?.unless;
  const said =
    refusal !== undefined ? [span(refusal, "warning")] : done !== undefined ? [span(done)] : notice;
  const reading = overlay?.kind === "help" ? helpPosition(overlay.top, help.length, height) : said;
  const lines = [
    topLine(title, frame.status, width),
    ...rows,
    ...blank,
    ...(asked ?? [reading ?? []]),
    footerLine(
      overlay ? overlayKeys[overlay.kind] : prompt ? (prompt.footer ?? promptKeys) : footerActions(all),
      width,
    ),
  ];
  return <Lines lines={lines} width={width} colours={frame.colours} />;
}
