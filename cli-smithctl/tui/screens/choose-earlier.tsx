import { useArea } from "../app/frame.ts";
import { useStates } from "../app/use-states.ts";
import { useNow } from "../app/use-time.ts";
import { rowsOf, useWindow } from "../app/use-window.ts";
import { Screen } from "../components/screen.tsx";
import { troubleLines, troubleNotice } from "../components/trouble.ts";
import { ranThere, type Earlier, type RanThere } from "../data/ran-there.ts";
import type { Session } from "../data/session.ts";
import { age } from "../text/age.ts";
import { fittedTo, table, type Column } from "../text/columns.ts";
import { ours, span, type Line } from "../text/line.ts";

interface Props {
  session: Session;
  app: string;
  environment: string;
  choose: (version: string) => void;
  /** To another environment; undefined where none was chosen. */
  back: (() => void) | undefined;
}

const columns: Column[] = [
  { title: "VERSION", min: 14, max: 40, priority: 4 },
  { title: "RAN", min: 4, max: 4, priority: 3 },
  { title: "BY", min: 8, max: 20, priority: 1 },
  { title: "MESSAGE", min: 12, max: 200, priority: 2 },
];
const AGES_EVERY = 10_000;

/** What ran in an environment before, the last one first. */
export function ChooseEarlier({ session, app, environment, choose, back }: Props) {
  const { width, height } = useArea();
  const place = { app, environment };
  const state: RanThere = useStates((signal) => ranThere(session, place, signal)) ?? {};
  const { running, earlier } = state;
  const rows = height - 3;
  const versions = earlier?.map(({ version }) => version) ?? [];
  const list = useWindow(versions.length, rows, rowsOf(versions));
  const now = useNow(AGES_EVERY);
  const chosen = versions[list.cursor];
  const listed = (all: readonly Earlier[]): Line[] => {
    const seen = all.slice(list.top, list.top + rows).map((one) => cellsOf(one, now));
    return [
      [span(`  ${running ?? "Nothing"} runs in ${environment}. Go back to:`)],
      [],
      ...table(fittedTo(columns, seen), seen, list.cursor - list.top, width),
    ];
  };
  return (
    <Screen
      title={`Roll back ${app} in ${environment}`}
      body={bodyOf(state, width, listed)}
      actions={[
        {
          keys: ["enter"],
          title: "see what going back changes",
          footer: "choose",
          unless: chosen === undefined ? "no other version ran here" : undefined,
          run: () => choose(chosen!),
        },
        ...(back ? [{ keys: ["esc"], title: "choose another environment", run: back }] : []),
        ...list.actions,
      ]}
      notice={earlier && state.trouble ? troubleNotice(state.trouble) : undefined}
    />
  );
}

const cellsOf = (
  { version, deployedAt, deployedBy, message = "", isUsual }: Earlier,
  now: number,
): Line[] => [
  [span(version, isUsual ? "name" : undefined), ...(isUsual ? [ours(" (usual)", "good")] : [])],
  [ours(age(deployedAt, now), "muted")],
  [span(deployedBy)],
  [span(message.split("\n")[0]!, "muted")],
];

function bodyOf(
  { earlier, trouble }: RanThere,
  width: number,
  listed: (all: readonly Earlier[]) => Line[],
): Line[] {
  if (!earlier)
    return trouble ? troubleLines(trouble, width) : [[], [ours("  Reading what ran here …", "muted")]];
  if (earlier.length > 0) return listed(earlier);
  return [
    [],
    [ours("  No other version ran here, so there is nothing to go back to.")],
    [ours("  Deploy one instead: esc, then d.", "muted")],
  ];
}
