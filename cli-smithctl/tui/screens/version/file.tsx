import { useMemo } from "react";
import { useArea, useFrame } from "../../app/frame.ts";
import { useStates } from "../../app/use-states.ts";
import { Screen } from "../../components/screen.tsx";
import { troubleLines } from "../../components/trouble.ts";
import { useReading } from "../../components/use-reading.ts";
import { fileText } from "../../data/version-view.ts";
import type { Session } from "../../data/session.ts";
import { highlighted } from "../../text/highlight.ts";
import { ours } from "../../text/line.ts";

interface Props {
  session: Session;
  app: string;
  version: string;
  path: string;
  close: () => void;
}

const noFiles: readonly number[] = [];

/** A manifest, to be read. */
export function FileScreen({ session, app, version, path, close }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const { text, trouble } = useStates(() => fileText(session, { app, version, path })) ?? {};
  const lines = useMemo(() => highlighted(text ?? ""), [text]);
  const reading = useReading(lines, noFiles, height);
  const missing = trouble ? troubleLines(trouble, width) : [[], [ours("  Reading …", "muted")]];
  return (
    <Screen
      title={`${app} ${version}  ${path}`}
      body={text === undefined ? missing : reading.seen}
      actions={[
        { keys: ["esc"], title: "close the file", footer: "close", run: close },
        {
          keys: ["y"],
          title: "copy the file",
          footer: "copy",
          unless: text === undefined ? "it is not read yet" : undefined,
          said: "Copied the file.",
          run: () => copy(text!),
        },
        ...reading.actions,
      ]}
      notice={reading.position}
    />
  );
}
