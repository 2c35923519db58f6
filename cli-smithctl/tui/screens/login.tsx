import { useEntry } from "../app/entry.ts";
import { useArea } from "../app/frame.ts";
import { useAnswer } from "../app/use-answer.ts";
import type { Field } from "../components/form.ts";
import { Screen } from "../components/screen.tsx";
import { useForm } from "../components/use-form.ts";
import { readContexts } from "../data/contexts.ts";
import { logIn } from "../data/log-in.ts";
import { ours, type Line } from "../text/line.ts";
import { warningLines } from "./contexts/rows.ts";

interface Props {
  /** Which smithd it is; asked for where that is not known. */
  url?: string | undefined;
  /** The context that the key is for. */
  context?: string | undefined;
  /** Why it is asked for, where a person did not want to. */
  why?: string;
  cancel: () => void;
}

/** Asks for an API key, tries it, keeps it, and goes on with it. */
export function LoginScreen({ url, context, why, cancel }: Props) {
  const { width } = useArea();
  const entry = useEntry();
  const read = useAnswer(() => readContexts(entry.env));
  const reason: Line[] = why === undefined ? [] : [[], [ours(`  ${why}`, "warning")]];
  const { lines, prompt } = useForm({
    fields: fieldsOf(url),
    initial: { url: url ?? entry.env["DEPLOYSMITH_URL"] ?? "" },
    check: () => ({}),
    save: ({ url = "", key = "" }, signal) => logIn(entry, { url, key, context }, signal),
    saved: () => {},
    cancel,
    above: reason.length,
  });
  return (
    <Screen
      title={context === undefined ? "Log in" : `Log in to ${context}`}
      body={[...reason, ...lines, ...warningLines(read, width)]}
      actions={[]}
      prompt={prompt}
    />
  );
}

const fieldsOf = (url: string | undefined): Field[] => [
  { name: "url", label: "smithd", hint: "Where it is: https://…", isFixed: url !== undefined },
  {
    name: "key",
    label: "API key",
    hint: "dsm_…, kept for smithctl's commands too. `smithd keys create NAME` makes one.",
    hidden: true,
  },
];
