import { randomUUID } from "node:crypto";
import { useMemo, useState } from "react";
import { useArea, useFrame } from "../../app/frame.ts";
import { useStates } from "../../app/use-states.ts";
import { Screen } from "../../components/screen.tsx";
import { troubleLines, troubleNotice } from "../../components/trouble.ts";
import { plannedChange, type Change } from "../../data/planned-change.ts";
import type { Agreed } from "../../data/carry-out.ts";
import type { Session } from "../../data/session.ts";
import { ours } from "../../text/line.ts";
import { reviewActions } from "./actions.ts";
import { isAgreed, questionOf } from "./confirm.ts";
import { diffLines } from "./diff-lines.ts";
import { isOthers, obstaclesOf, planLines } from "./plan-lines.ts";
import { changeTitle } from "./title.ts";
import { useReading } from "../../components/use-reading.ts";

interface Props {
  session: Session;
  change: Change;
  /** Why it is wanted, as far as that was typed. */
  reason: string;
  setReason: (reason: string) => void;
  agree: (agreed: Agreed) => void;
  /** To what was chosen before; undefined where nothing was. */
  back?: (() => void) | undefined;
}

type Step = "review" | "reason" | "confirm";

/** What a change would do, then why it is wanted, and whether really. */
export function Review({ session, change, reason, setReason, agree, back }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const { plan, trouble } = useStates((signal) => plannedChange(session, change, signal)) ?? {};
  const [step, setStep] = useState<Step>("review");
  const [answer, setAnswer] = useState("");
  const [adopt, setAdopt] = useState(false);
  /** What ran there when the person said yes to what was shown: it may change while they are asked why. */
  const [seen, setSeen] = useState("");

  const { app, environment, kind } = change;
  const folder = `environments/${environment}/apps/${app}/`;
  const { heads, lines, starts } = useMemo(() => diffLines(plan?.diff.files ?? [], folder), [plan, folder]);
  // Only where there is something to adopt: it may have gone by itself.
  const isAdopting = adopt && plan !== undefined && isOthers(plan);
  const above = plan ? planLines(plan, heads, isAdopting, width) : [];
  const body = [...above, ...lines];
  const files = starts.map((start) => start + above.length);
  const reading = useReading(body, files, height);

  const review = () => setStep("review");
  const decide = () => {
    if (!plan || !isAgreed(plan, answer)) return review();
    agree({ ...change, reason, adopt: isAdopting, seen, key: randomUUID() });
  };
  const prompts = {
    review: undefined,
    reason: {
      label: "Why? (enter for no reason)",
      value: reason,
      change: setReason,
      submit: () => setStep("confirm"),
      cancel: review,
    },
    confirm: {
      label: plan ? questionOf(plan, kind, isAdopting) : "",
      value: answer,
      change: setAnswer,
      submit: decide,
      cancel: review,
    },
  };
  const begin = () => {
    setSeen(plan?.diff.runningVersion ?? "");
    setAnswer("");
    setStep("reason");
  };
  const actions = reviewActions({
    plan,
    obstacles: plan ? obstaclesOf(plan, isAdopting) : [],
    isAdopting,
    kind,
    begin,
    copy,
    adopt: () => setAdopt(!adopt),
    back,
  });
  const missing = trouble
    ? troubleLines(trouble, width)
    : [[], [ours("  Reading what would change …", "muted")]];
  return (
    <Screen
      title={changeTitle(change, "now", width)}
      body={plan ? reading.seen : missing}
      actions={[...actions, ...reading.actions]}
      notice={plan && trouble ? troubleNotice(trouble) : reading.position}
      prompt={prompts[step]}
    />
  );
}
