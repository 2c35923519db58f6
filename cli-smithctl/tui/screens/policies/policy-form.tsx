import type { Policy } from "../../../../generated/api.ts";
import type { Prompt } from "../../components/prompt.ts";
import { Screen } from "../../components/screen.tsx";
import { useForm } from "../../components/use-form.ts";
import { savePolicy } from "../../data/policies.ts";
import type { Session } from "../../data/session.ts";
import { ours } from "../../text/line.ts";
import { labelFaults } from "../../text/dns-label.ts";
import { commaFaults, draftOf, fieldsOf, newValues, valuesOf } from "./fields.ts";

interface Props {
  session: Session;
  app: string;
  environments: readonly string[];
  /** The one that is edited, as it was when that began; a new one otherwise. */
  policy: Policy | undefined;
  /** The same as it is by now; undefined where it is gone. */
  current: Policy | undefined;
  /** Begins with that one. */
  startOver: () => void;
  saved: () => void;
  cancel: () => void;
}

/** Adds a policy or edits one. */
export function PolicyForm({ session, app, environments, policy, current, startOver, saved, cancel }: Props) {
  const before = policy ? valuesOf(policy) : newValues(environments);
  const { lines, prompt, isSaving } = useForm({
    fields: fieldsOf(environments, policy),
    initial: before,
    check: ({ name, branches = "", tags = "" }) => ({
      ...labelFaults({ name }),
      ...commaFaults({ branches, tags }, before),
    }),
    save: (values, signal) => savePolicy(session, app, draftOf(values, policy), policy, signal),
    saved,
    cancel,
  });
  const title = policy ? `Policy ${policy.name} of ${app}` : `New policy of ${app}`;
  // What is being saved here changes it, too.
  const hasChanged = !isSaving && policy !== undefined && policy.etag !== current?.etag;
  return (
    <Screen
      title={title}
      body={lines}
      actions={[]}
      prompt={hasChanged ? overtaken(prompt, current && startOver) : prompt}
    />
  );
}

/** Nothing of what somebody else did meanwhile is written over: smithd would not take it. */
const overtaken = (prompt: Prompt, startOver: (() => void) | undefined): Prompt => ({
  ...prompt,
  notice: [
    ours(
      startOver
        ? "Somebody changed it meanwhile. ctrl+r shows it as it is now."
        : "Somebody deleted it meanwhile. esc leads back.",
      "warning",
    ),
  ],
  keys: { ...prompt.keys, ...(startOver && { "ctrl+r": startOver }) },
  footer: [...(startOver ? [{ keys: ["ctrl+r"], footer: "read again" }] : []), ...(prompt.footer ?? [])],
});
