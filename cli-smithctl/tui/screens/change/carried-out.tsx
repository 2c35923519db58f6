import { useArea, useFrame } from "../../app/frame.ts";
import type { Action } from "../../app/action.ts";
import type { Navigation } from "../../app/place.ts";
import { useStates } from "../../app/use-states.ts";
import { useNow, useSpinner } from "../../app/use-time.ts";
import { Screen } from "../../components/screen.tsx";
import type { Agreed, Progress } from "../../data/carry-out.ts";
import type { Session } from "../../data/session.ts";
import { ours, type Line } from "../../text/line.ts";
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
  sending: [ours("It goes on if you go back; if you quit, it is given up.", "warning")],
  "under way": [ours("It goes on if you leave.", "muted")],
};

/** A change that was agreed to, from the request to its end. */
export function CarriedOut({ session, navigation, agreed, review }: Props) {
  const { width } = useArea();
  const { copy } = useFrame();
  const progress = useStates((signal) => session.changes.follow(agreed, signal)) ?? sending;
  const spinner = useSpinner(progress.kind === "sending" || progress.kind === "under way");
  const now = useNow(WAITED_EVERY);
  const deployment = "deployment" in progress ? progress.deployment : undefined;
  const commit = deployment?.commit;
  const notAccepted = progress.kind === "sending" ? "smithd has not accepted it yet" : undefined;
  const lookAgain: Action = {
    keys: ["enter"],
    title: "see what it would change by now; the reason is kept",
    footer: "look again",
    run: review,
  };
  const following: Action[] = [
    // One enter too many must not hide whether it was accepted.
    { keys: ["enter"], title: "back", footer: "back", unless: notAccepted, run: navigation.back },
    {
      keys: ["w"],
      title: "the deployment in full",
      footer: "details",
      unless: deployment ? undefined : "smithd has not accepted it yet",
      run: () => navigation.open({ at: "deployment", id: deployment!.id }),
    },
    {
      keys: ["y"],
      title: "copy the commit's id",
      said: `Copied ${commit}.`,
      footer: "copy commit",
      unless: commit === undefined ? "there is no commit yet" : undefined,
      run: () => copy(commit!),
    },
  ];
  return (
    <Screen
      title={changeTitle(agreed, "meanwhile", width)}
      body={progressLines(progress, { width, now, spinner, url: session.url })}
      actions={progress.kind === "refused" ? [lookAgain] : following}
      notice={notices[progress.kind]}
    />
  );
}
