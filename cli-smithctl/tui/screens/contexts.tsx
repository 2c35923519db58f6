import { useRef, useState } from "react";
import { useEntry } from "../app/entry.ts";
import { useArea, useFrame } from "../app/frame.ts";
import type { Navigation } from "../app/place.ts";
import { useAnswer } from "../app/use-answer.ts";
import { rowsOf, useWindow } from "../app/use-window.ts";
import { Screen } from "../components/screen.tsx";
import { troubleNotice } from "../components/trouble.ts";
import { readContexts, switchTo, type KnownContext } from "../data/contexts.ts";
import type { Trouble } from "../data/trouble.ts";
import { contextsActions } from "./contexts/actions.ts";
import { contextRows, insteadOfContexts, warningLines } from "./contexts/rows.ts";

/** The smithds that one has logged in to. */
export function ContextsScreen({ navigation }: { navigation: Navigation }) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const entry = useEntry();
  const read = useAnswer(() => readContexts(entry.env));
  const [trouble, setTrouble] = useState<Trouble>();
  const contexts = read?.contexts ?? [];
  const warning = warningLines(read, width);
  const rows = Math.max(1, height - 1 - warning.length);
  const list = useWindow(contexts.length, rows, rowsOf(contexts.map(({ name }) => name)));
  const chosen = contexts[list.cursor];
  const isSwitching = useRef(false);
  const use = async ({ name }: KnownContext) => {
    if (isSwitching.current) return;
    isSwitching.current = true;
    setTrouble(await switchTo(entry, name));
    isSwitching.current = false;
  };
  const seen = contexts.slice(list.top, list.top + rows);
  return (
    <Screen
      title="Contexts"
      body={[
        ...(insteadOfContexts(read, width) ?? contextRows(seen, list.cursor - list.top, width)),
        ...warning,
      ]}
      actions={[
        ...contextsActions(chosen, navigation, (context) => void use(context), copy),
        ...list.actions,
      ]}
      notice={trouble && troubleNotice(trouble)}
    />
  );
}
