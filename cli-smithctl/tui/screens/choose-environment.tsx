import { useArea } from "../app/frame.ts";
import { useNow } from "../app/use-time.ts";
import { useStates } from "../app/use-states.ts";
import { rowsOf, useWindow } from "../app/use-window.ts";
import { Screen } from "../components/screen.tsx";
import { troubleLines, troubleNotice } from "../components/trouble.ts";
import { summaryOf } from "../data/app-summary.ts";
import { appView } from "../data/app-view.ts";
import type { Session } from "../data/session.ts";
import { row } from "../text/columns.ts";
import { marker, ours, span, type Line } from "../text/line.ts";
import { noEnvironment } from "./no-environment.ts";
import { describePlace } from "./overview/describe-place.ts";
import { factsOf, type PlaceFacts } from "./overview/place-facts.ts";

interface Props {
  session: Session;
  app: string;
  title: string;
  /** Why an environment cannot be chosen. */
  unless: (facts: PlaceFacts, environment: string) => string | undefined;
  choose: (environment: string) => void;
}

const AGES_EVERY = 10_000;

/** In which environment something is to happen. */
export function ChooseEnvironment({ session, app: name, title, unless, choose }: Props) {
  const { width, height } = useArea();
  const { app, environments, trouble } = useStates((signal) => appView(session, name, signal)) ?? {
    environments: [],
  };
  const list = useWindow(environments.length, height - 2, rowsOf(environments.map((one) => one.name)));
  const now = useNow(AGES_EVERY);
  const chosen = environments[list.cursor]?.name;
  const summary = app && summaryOf(app);
  const reasonAt = (environment: string) => summary && unless(factsOf(summary, environment), environment);
  const rows = environments.map(({ name: environment }, index): Line => {
    const reason = reasonAt(environment);
    const facts = summary && describePlace("", factsOf(summary, environment), now);
    const cells: Line[] = [
      [marker(index === list.cursor), span(environment, reason ? "muted" : "name")],
      reason ? [span(reason)] : (facts ?? []),
    ];
    return row(cells, [Math.min(24, Math.floor(width / 3)), width - 26]);
  });
  const none: Line[] = trouble ? troubleLines(trouble, width) : [[], [ours("  Reading …", "muted")]];
  return (
    <Screen
      title={title}
      body={
        !app
          ? none
          : environments.length === 0
            ? noEnvironment
            : [[ours("  In which environment?", "title")], [], ...rows.slice(list.top, list.top + height - 2)]
      }
      actions={[
        {
          keys: ["enter"],
          title: "choose this environment",
          footer: "choose",
          unless: chosen === undefined ? "there is no environment" : reasonAt(chosen),
          run: () => choose(chosen!),
        },
        ...list.actions,
      ]}
      notice={app && trouble && troubleNotice(trouble)}
    />
  );
}
