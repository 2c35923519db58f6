import { useState } from "react";
import type { Navigation } from "../app/place.ts";
import type { Session } from "../data/session.ts";
import { ChangeScreen } from "./change.tsx";
import { ChooseEarlier } from "./choose-earlier.tsx";
import { ChooseEnvironment } from "./choose-environment.tsx";

interface Props {
  session: Session;
  navigation: Navigation;
  app: string;
  environment?: string | undefined;
}

/** An app is to go back to a version that ran before. */
export function RollbackScreen({ session, navigation, app, environment }: Props) {
  const [chosen, choose] = useState(environment);
  const [version, goBackTo] = useState<string>();
  if (chosen === undefined)
    return (
      <ChooseEnvironment
        session={session}
        app={app}
        title={`Roll back ${app}`}
        unless={({ running }) => (running ? undefined : "nothing runs there")}
        choose={choose}
      />
    );
  if (version === undefined)
    return (
      <ChooseEarlier
        session={session}
        app={app}
        environment={chosen}
        choose={goBackTo}
        back={environment === undefined ? () => choose(undefined) : undefined}
      />
    );
  const change = { kind: "rollback" as const, app, version, environment: chosen };
  const back = () => goBackTo(undefined);
  return <ChangeScreen session={session} navigation={navigation} change={change} back={back} />;
}
