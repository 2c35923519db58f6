import { useEffect, useMemo, useState } from "react";
import { useArea, useFrame } from "../app/frame.ts";
import type { Navigation } from "../app/place.ts";
import { usePages } from "../app/use-pages.ts";
import { useStates } from "../app/use-states.ts";
import { movesIn } from "../app/use-window.ts";
import { useNow } from "../app/use-time.ts";
import { Screen } from "../components/screen.tsx";
import { troubleNotice } from "../components/trouble.ts";
import { appVersions, versionChanges, versionStatuses } from "../data/app-versions.ts";
import { appView, type AppView } from "../data/app-view.ts";
import type { Session } from "../data/session.ts";
import { fittedTo, table } from "../text/columns.ts";
import { appActions } from "./app/actions.ts";
import { countOf, insteadOfVersions } from "./app/describe-list.ts";
import { factLines } from "./app/facts.ts";
import { cellsOf, columns } from "./app/version-row.ts";

interface Props {
  session: Session;
  navigation: Navigation;
  app: string;
}

const AGES_EVERY = 10_000;
const unknown: AppView = { environments: [] };

/** An app: what runs where, and its versions. */
export function AppScreen({ session, navigation, app: name }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const { app, environments, trouble } = useStates((signal) => appView(session, name, signal)) ?? unknown;
  const now = useNow(AGES_EVERY);
  const [beginning, setBeginning] = useState("");
  const [isTyping, setTyping] = useState(false);
  const [statusIndex, setStatusIndex] = useState(0);
  const status = versionStatuses[statusIndex]!;
  const nextIndex = (statusIndex + 1) % versionStatuses.length;

  const names = useMemo(() => environments.map((environment) => environment.name), [environments]);
  const facts = app ? factLines(app, names, now, Math.floor(height / 2)) : [];
  const rows = Math.max(1, height - facts.length - 2);
  const wanted = { app: name, status, beginning };
  const { listed, extent, list, itemAt, chosen, pages } = usePages(
    () => appVersions(session, wanted),
    rows,
    JSON.stringify(wanted),
  );
  const change = useStates((signal) => versionChanges(session, name, signal));
  useEffect(() => change && pages.refresh(() => false), [change, pages]);

  const seen = Array.from({ length: Math.max(0, Math.min(rows, listed.count - list.top)) }, (_, index) => {
    const version = itemAt(list.top + index);
    return version && cellsOf(version, app, now);
  });
  const actions = appActions({
    navigation,
    name,
    app,
    version: chosen,
    nextStatus: versionStatuses[nextIndex]!,
    filter: () => setTyping(true),
    clear: beginning === "" ? undefined : () => setBeginning(""),
    changeStatus: () => setStatusIndex(nextIndex),
    copy,
  });
  const shownTrouble = trouble ?? (listed.count > 0 ? listed.trouble : undefined);
  const prompt = {
    label: "/",
    value: beginning,
    change: setBeginning,
    submit: () => setTyping(false),
    cancel: () => {
      setBeginning("");
      setTyping(false);
    },
  };
  return (
    <Screen
      title={`${name}  ${countOf(extent, status)}${beginning === "" ? "" : ` beginning with “${beginning}”`}`}
      body={[
        ...facts,
        [],
        ...(insteadOfVersions(listed, wanted, width) ??
          table(fittedTo(columns, seen), seen, list.cursor - list.top, width)),
      ]}
      actions={[...actions, ...movesIn(list, listed)]}
      notice={shownTrouble && troubleNotice(shownTrouble)}
      prompt={isTyping ? prompt : undefined}
    />
  );
}
