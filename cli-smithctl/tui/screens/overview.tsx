import { useMemo, useState } from "react";
import { useArea, useFrame } from "../app/frame.ts";
import type { Navigation } from "../app/place.ts";
import { useStates } from "../app/use-states.ts";
import { useNow, useSpinner } from "../app/use-time.ts";
import { rowsOf, useWindow } from "../app/use-window.ts";
import { Screen } from "../components/screen.tsx";
import { troubleNotice } from "../components/trouble.ts";
import { nothing, overview } from "../data/overview.ts";
import type { Session } from "../data/session.ts";
import { overviewActions } from "./overview/actions.ts";
import { arranged, nextInNeed, orders } from "./overview/arrange.ts";
import { legend } from "./overview/cell.ts";
import { countOf, insteadOfApps, withoutPlaces } from "./overview/describe-list.ts";
import { describePlace } from "./overview/describe-place.ts";
import { grid } from "./overview/grid.ts";
import { factsOf, someUnderWay } from "./overview/place-facts.ts";

interface Props {
  session: Session;
  navigation: Navigation;
}

const AGES_EVERY = 10_000;

/** What runs where: apps down, environments across. */
export function OverviewScreen({ session, navigation }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const state = useStates((signal) => overview(session, signal)) ?? nothing;
  const [filter, setFilter] = useState("");
  const [isTyping, setTyping] = useState(false);
  const [order, setOrder] = useState(0);
  const apps = useMemo(() => arranged(state.apps, filter, orders[order]!), [state.apps, filter, order]);
  const environments = useMemo(() => state.environments.map(({ name }) => name), [state.environments]);
  const rows = height - 1;
  const names = useMemo(() => apps.map(({ name }) => name), [apps]);
  // While all of it is read for the first time the top row is what is chosen, whichever app comes to stand there.
  const list = useWindow(
    apps.length,
    rows,
    state.isComplete ? rowsOf(names) : undefined,
    `${order} ${filter}`,
  );
  const across = useWindow(environments.length, 1, rowsOf(environments));
  const now = useNow(AGES_EVERY);
  const seen = apps.slice(list.top, list.top + rows);
  const spinner = useSpinner(seen.some(someUnderWay));

  const column = across.cursor;
  const app = apps[list.cursor];
  const environment = environments[column];
  const facts = app && environment !== undefined ? factsOf(app, environment) : undefined;
  const nextOrder = (order + 1) % orders.length;
  const actions = overviewActions({
    navigation,
    app,
    environment,
    facts,
    move: (by) => across.choose(column + by),
    filter: () => setTyping(true),
    clear: filter === "" ? undefined : () => setFilter(""),
    order: { next: orders[nextOrder]!, run: () => setOrder(nextOrder) },
    copy,
    nextInNeed: () => list.choose(nextInNeed(apps, list.cursor)),
  });
  const prompt = {
    label: "/",
    value: filter,
    change: setFilter,
    submit: () => setTyping(false),
    cancel: () => {
      setFilter("");
      setTyping(false);
    },
  };
  const place = facts && describePlace(environment!, facts, now);
  return (
    <Screen
      title={`Overview  ${countOf(state, apps.length, orders[order]!, filter)}`}
      body={
        insteadOfApps(state, filter, apps.length, width) ??
        grid({ apps: seen, environments, width, chosen: { app, column }, now, spinner })
      }
      actions={[...actions, ...list.actions]}
      notice={state.trouble ? troubleNotice(state.trouble) : (place ?? withoutPlaces(state))}
      legend={legend}
      prompt={isTyping ? prompt : undefined}
    />
  );
}
