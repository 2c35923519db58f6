import { useState } from "react";
import type { Policy } from "../../../../generated/api.ts";
import type { Prompt } from "../../components/prompt.ts";
import { deletePolicy } from "../../data/policies.ts";
import type { Session } from "../../data/session.ts";
import type { Trouble } from "../../data/trouble.ts";

/** Deletes a policy, once a person has said yes. */
export function useDelete(session: Session, deleted: () => void) {
  const [asked, setAsked] = useState<{ policy: Policy; typed: string }>();
  const [trouble, setTrouble] = useState<Trouble>();
  const answer = async ({ policy, typed }: { policy: Policy; typed: string }) => {
    setAsked(undefined);
    if (!/^y(es)?$/i.test(typed)) return;
    const refused = await deletePolicy(session, policy);
    setTrouble(refused);
    if (!refused) deleted();
  };
  const prompt: Prompt | undefined = asked && {
    label: `Delete ${asked.policy.name}? What it deployed stays. [y/N]`,
    value: asked.typed,
    change: (typed) => setAsked({ ...asked, typed }),
    submit: () => void answer(asked),
    cancel: () => setAsked(undefined),
  };
  const ask = (policy: Policy) => {
    setTrouble(undefined);
    setAsked({ policy, typed: "" });
  };
  return { ask, prompt, trouble };
}
