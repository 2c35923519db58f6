import { useState } from "react";
import type { Policy } from "../../../generated/api.ts";
import { useArea, useFrame } from "../app/frame.ts";
import { useAnswer } from "../app/use-answer.ts";
import { useStates } from "../app/use-states.ts";
import { rowsOf, useWindow } from "../app/use-window.ts";
import { Screen } from "../components/screen.tsx";
import { troubleNotice } from "../components/trouble.ts";
import { environmentNames } from "../data/environments.ts";
import { policyStates } from "../data/policies.ts";
import type { Session } from "../data/session.ts";
import { policiesActions } from "./policies/actions.ts";
import { insteadOfPolicies, triedOutLines } from "./policies/describe-list.ts";
import { PolicyForm } from "./policies/policy-form.tsx";
import { policyRows } from "./policies/rows.ts";
import { useDelete } from "./policies/use-delete.ts";
import { useTryOut } from "./policies/use-try-out.ts";

interface Props {
  session: Session;
  app: string;
}

/** Which branches and tags of an app go where by themselves. */
export function PoliciesScreen({ session, app }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const [readings, setReadings] = useState(0);
  const [form, setForm] = useState<{ policy: Policy | undefined }>();
  const state = useStates((signal) => policyStates(session, app, signal), readings) ?? {};
  const environments = useAnswer(() => environmentNames(session)) ?? [];
  const readAgain = () => setReadings((count) => count + 1);
  const trial = useTryOut(session, app);
  const deletion = useDelete(session, readAgain);
  const policies = state.policies ?? [];
  const tried = trial.prompt ? [...triedOutLines(trial.tried), []] : [];
  const rows = Math.max(1, height - 1 - tried.length);
  const list = useWindow(policies.length, rows, rowsOf(policies.map(({ name }) => name)));
  const chosen = policies[list.cursor];
  const close = () => setForm(undefined);
  if (form) {
    const saved = () => (close(), readAgain());
    const current = state.policies ? policies.find(({ name }) => name === form.policy?.name) : form.policy;
    return (
      <PolicyForm
        // What is typed belongs to the policy as it was seen.
        key={form.policy?.etag}
        {...{ session, app, environments, current, saved }}
        policy={form.policy}
        startOver={() => setForm({ policy: current })}
        cancel={close}
      />
    );
  }
  const actions = policiesActions({
    chosen,
    add: () => setForm({ policy: undefined }),
    edit: (policy) => setForm({ policy }),
    remove: deletion.ask,
    tryOut: trial.start,
    copy,
  });
  const seen = policies.slice(list.top, list.top + rows);
  const trouble = deletion.trouble ?? (policies.length > 0 ? state.trouble : undefined);
  return (
    <Screen
      title={`Policies of ${app}`}
      body={[
        ...tried,
        ...(insteadOfPolicies(state, app, width) ?? policyRows(seen, list.cursor - list.top, width)),
      ]}
      actions={[...actions, ...list.actions]}
      notice={trouble && troubleNotice(trouble)}
      prompt={deletion.prompt ?? trial.prompt}
    />
  );
}
