import type { Policy } from "../../../../generated/api.ts";
import type { Faults, Field, Values } from "../../components/form.ts";
import type { Prompt } from "../../components/prompt.ts";
import { Screen } from "../../components/screen.tsx";
import { useForm } from "../../components/use-form.ts";
import { savePolicy, type PolicyDraft } from "../../data/policies.ts";
import type { Session } from "../../data/session.ts";
import { ours } from "../../text/line.ts";
import { labelFaults } from "../../text/dns-label.ts";

interface Props {
  session: Session;
  app: string;
  environments: readonly string[];
  /** The one that is edited, as it was when that began; a new one otherwise. */
  policy: Policy | undefined;
  /** The same as it is by now; undefined where it is gone. */
  current: Policy | undefined;
  /** Begins with that one. */
  readAgain: () => void;
  saved: () => void;
  cancel: () => void;
}

/** Adds a policy or edits one. */
export function PolicyForm({ session, app, environments, policy, current, readAgain, saved, cancel }: Props) {
  const before = policy ? valuesOf(policy) : { environment: environments[0] ?? "", pullRequests: "no" };
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
      prompt={hasChanged ? overtaken(prompt, current && readAgain) : prompt}
    />
  );
}

/** Nothing of what somebody else did meanwhile is written over: smithd would not take it. */
const overtaken = (prompt: Prompt, readAgain: (() => void) | undefined): Prompt => ({
  ...prompt,
  notice: [
    ours(
      readAgain
        ? "Somebody changed it meanwhile. ctrl+r shows it as it is now."
        : "Somebody deleted it meanwhile. esc leads back.",
      "warning",
    ),
  ],
  keys: { ...prompt.keys, ...(readAgain && { "ctrl+r": readAgain }) },
  footer: [...(readAgain ? [{ keys: ["ctrl+r"], footer: "read again" }] : []), ...(prompt.footer ?? [])],
});

const fieldsOf = (environments: readonly string[], policy: Policy | undefined): Field[] => [
  { name: "name", label: "Name", hint: "Such as main-to-staging.", isFixed: policy !== undefined },
  {
    name: "environment",
    label: "Environment",
    hint: "Where matching versions are deployed.",
    ...(environments.length > 0 && { choices: environments }),
  },
  {
    name: "branches",
    label: "Branches",
    hint: "Such as main release/** !release/old: the last that matches decides.",
    isFixed: hasSpaces(policy?.branches ?? []),
  },
  {
    name: "tags",
    label: "Tags",
    hint: "Such as v*. May be empty.",
    isFixed: hasSpaces(policy?.tags ?? []),
  },
  {
    name: "pullRequests",
    label: "Pull requests",
    hint: "Whether builds of pull requests are deployed too.",
    choices: ["no", "yes"],
  },
];

const valuesOf = ({ name, environment, branches, tags, pullRequests }: Policy): Values => ({
  name,
  environment,
  branches: branches.join(" "),
  tags: tags.join(" "),
  pullRequests: pullRequests ? "yes" : "no",
});

function draftOf(values: Values, policy: Policy | undefined): PolicyDraft {
  const { name = "", environment = "", branches, tags, pullRequests } = values;
  return {
    name,
    environment,
    branches: policy && hasSpaces(policy.branches) ? policy.branches : patternsIn(branches),
    tags: policy && hasSpaces(policy.tags) ? policy.tags : patternsIn(tags),
    pullRequests: pullRequests === "yes",
  };
}

const patternsIn = (text = "") => text.split(/\s+/).filter(Boolean);

/** Commas are parts of names. Whoever types one at the end of a pattern means to separate. */
const commaFaults = (patterns: Values, before: Values): Faults =>
  Object.fromEntries(
    Object.entries(patterns)
      .filter(([name, text]) => text !== before[name] && /,(\s|$)/.test(text))
      .map(([name]) => [name, "Put spaces between patterns, and no commas."]),
  );

/** Of names with spaces nobody could tell how many there are. */
const hasSpaces = (patterns: readonly string[]) => patterns.some((pattern) => /\s/.test(pattern));
