import type { Policy } from "../../../../generated/api.ts";
import type { Field, Values } from "../../components/form.ts";
import { Screen } from "../../components/screen.tsx";
import { useForm } from "../../components/use-form.ts";
import { savePolicy, type PolicyDraft } from "../../data/policies.ts";
import type { Session } from "../../data/session.ts";
import { labelFaults } from "../../text/dns-label.ts";

interface Props {
  session: Session;
  app: string;
  environments: readonly string[];
  /** The one that is edited; a new one otherwise. */
  policy: Policy | undefined;
  saved: () => void;
  cancel: () => void;
}

/** Adds a policy or edits one. */
export function PolicyForm({ session, app, environments, policy, saved, cancel }: Props) {
  const { lines, prompt } = useForm({
    fields: fieldsOf(environments, policy),
    initial: policy ? valuesOf(policy) : { environment: environments[0] ?? "", pullRequests: "no" },
    check: ({ name }) => labelFaults({ name }),
    save: (values) => savePolicy(session, app, draftOf(values), policy),
    saved,
    cancel,
  });
  const title = policy ? `Policy ${policy.name} of ${app}` : `New policy of ${app}`;
  return <Screen title={title} body={lines} actions={[]} prompt={prompt} />;
}

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
  },
  { name: "tags", label: "Tags", hint: "Such as v*. May be empty." },
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

const draftOf = ({ name = "", environment = "", branches, tags, pullRequests }: Values): PolicyDraft => ({
  name,
  environment,
  branches: patternsIn(branches),
  tags: patternsIn(tags),
  pullRequests: pullRequests === "yes",
});

const patternsIn = (text = "") => text.split(/[\s,]+/).filter(Boolean);
