import { useMemo, useState } from "react";
import { useArea, useFrame } from "../app/frame.ts";
import type { Action } from "../app/action.ts";
import type { Navigation } from "../app/place.ts";
import { useStates } from "../app/use-states.ts";
import { useWindow } from "../app/use-window.ts";
import { Screen } from "../components/screen.tsx";
import { troubleLines, troubleNotice } from "../components/trouble.ts";
import { versionView } from "../data/version-view.ts";
import type { Session } from "../data/session.ts";
import { marker, ours, span, type Line } from "../text/line.ts";
import { FactsScreen } from "./version/facts-screen.tsx";
import { FileScreen } from "./version/file.tsx";
import { factLines, firstFacts } from "./version/facts.ts";

interface Props {
  session: Session;
  navigation: Navigation;
  app: string;
  version: string;
}

/** A version: where it comes from, and its files. */
export function VersionScreen({ session, navigation, app, version: id }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const { version, trouble } =
    useStates((signal) => versionView(session, { app, version: id }, signal)) ?? {};
  const [opened, openFile] = useState<string>();
  const [isReadingFacts, readFacts] = useState(false);
  const all = useMemo(() => (version ? factLines(version, width) : []), [version, width]);
  const facts = firstFacts(all, Math.max(1, Math.floor(height / 2)));
  const files = version?.files ?? [];
  const rows = Math.max(1, height - facts.length - 2);
  const list = useWindow(files.length, rows);
  const chosen = files[list.cursor];
  if (opened !== undefined)
    return (
      <FileScreen session={session} app={app} version={id} path={opened} close={() => openFile(undefined)} />
    );
  if (isReadingFacts)
    return <FactsScreen title={`${app} ${id}`} facts={all} close={() => readFacts(false)} />;

  const url = version?.metadata?.build?.url;
  const actions: Action[] = [
    {
      keys: ["enter"],
      title: "read the file",
      footer: "read",
      unless: chosen ? undefined : "no file is chosen",
      run: () => openFile(chosen!.path),
    },
    {
      keys: ["d"],
      title: "deploy this version",
      footer: "deploy",
      unless: version?.status === "published" ? undefined : "it is not published",
      run: () => navigation.open({ at: "deploy", app, version: id }),
    },
    {
      keys: ["m"],
      title: "read all that is known of it",
      ...(facts.length < all.length && { footer: "more" }),
      unless: version ? undefined : "it is not read yet",
      run: () => readFacts(true),
    },
    {
      keys: ["y"],
      title: "copy the version's id",
      footer: "copy id",
      said: `Copied ${id}.`,
      run: () => copy(id),
    },
    {
      keys: ["o"],
      title: "copy the build's URL",
      unless: url === undefined ? "CI gave no URL" : undefined,
      said: `Copied ${url}`,
      run: () => copy(url!),
    },
  ];
  const missing = trouble ? troubleLines(trouble, width) : [[], [ours("  Reading …", "muted")]];
  const listed = files
    .slice(list.top, list.top + rows)
    .map(({ path, size }, index): Line => [
      marker(list.top + index === list.cursor),
      span(path, list.top + index === list.cursor ? "name" : undefined),
      ours(`  ${size} ${size === 1 ? "byte" : "bytes"}`, "muted"),
    ]);
  const count: Line = [ours(`${files.length} ${files.length === 1 ? "file" : "files"}`, "title")];
  return (
    <Screen
      title={`${app} ${id}`}
      body={version ? [...facts, [], count, ...listed] : missing}
      actions={[...actions, ...list.actions]}
      notice={version && trouble ? troubleNotice(trouble) : undefined}
    />
  );
}
