import type { Navigation } from "../app/place.ts";
import type { Field } from "../components/form.ts";
import { Screen } from "../components/screen.tsx";
import { useForm } from "../components/use-form.ts";
import { registerApp } from "../data/register-app.ts";
import type { Session } from "../data/session.ts";
import { labelFaults } from "../text/dns-label.ts";

interface Props {
  session: Session;
  navigation: Navigation;
}

const fields: Field[] = [
  { name: "name", label: "Name", hint: "What its versions call it, such as api-service." },
  { name: "description", label: "Description", hint: "What it is, for people. May be empty." },
  {
    name: "sourceUrl",
    label: "Source URL",
    hint: "https://… of its sources, for links to commits. May be empty.",
  },
  { name: "namespace", label: "Namespace", hint: "In Kubernetes, for all of its objects. May be empty." },
];

/** Registers an app, and goes on to it. */
export function RegisterScreen({ session, navigation }: Props) {
  const { lines, prompt } = useForm({
    fields,
    initial: {},
    check: ({ name, namespace }) => labelFaults({ name, namespace }),
    save: (values, signal) => registerApp(session, values, signal),
    saved: ({ name = "" }) => navigation.replace({ at: "app", app: name }),
    cancel: navigation.back,
  });
  return <Screen title="Register an app" body={lines} actions={[]} prompt={prompt} />;
}
