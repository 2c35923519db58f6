import { useArea, useFrame } from "../../app/frame.ts";
import type { Navigation } from "../../app/place.ts";
import { useStates } from "../../app/use-states.ts";
import { useNow, useSpinner } from "../../app/use-time.ts";
import { useScroll } from "../../app/use-window.ts";
import { Screen } from "../../components/screen.tsx";
import { carryOut, type Agreed, type Progress } from "../../data/carry-out.ts";
import type { Session } from "../../data/session.ts";
import { ours, type Line } from "../../text/line.ts";
import { progressActions } from "./progress-actions.ts";
import { progressLines } from "./progress-lines.ts";
import { changeTitle } from "./title.ts";

interface Props {
  session: Session;
  navigation: Navigation;
  agreed: Agreed;
  /** Back to what would change, as it is by now. */
  review: () => void;
}

const WAITED_EVERY = 1000;
const sending: Progress = { kind: "sending" };
const notices: Partial<Record<Progress["kind"], Line>> = {
  sending: [ours("smithd has not accepted it yet.", "warning")],
  "under way": [ours("It goes on if you leave.", "muted")],
};

/** A change that was agreed to, from the request to its end. */
export function CarriedOut({ session, navigation, agreed, review }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const progress = useStates((signal) => carryOut(session, agreed, signal)) ?? sending;
  const spinner = useSpinner(progress.kind === "sending" || progress.kind === "under way");
  const now = useNow(WAITED_EVERY);
  const lines = progressLines(progress, { width, now, spinner, url: session.url });
  const { top, actions: moves } = useScroll(lines.length, height);
  return (
    <Screen
      title={changeTitle(agreed, "meanwhile", width)}
      body={lines.slice(top)}
      actions={[...progressActions(progress, { navigation, review, copy }), ...moves]}
      notice={notices[progress.kind]}
    />
  );
}
