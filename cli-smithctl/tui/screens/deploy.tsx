import { useState } from "react";
import type { Navigation } from "../app/place.ts";
import type { Session } from "../data/session.ts";
import { ChangeScreen } from "./change.tsx";
import { ChooseEnvironment } from "./choose-environment.tsx";

interface Props {
  session: Session;
  navigation: Navigation;
  app: string;
  version: string;
  environment?: string | undefined;
}

/** A version of an app is to run somewhere. */
export function DeployScreen({ session, navigation, app, version, environment }: Props) {
  const [chosen, choose] = useState(environment);
  if (chosen === undefined)
    return (
      <ChooseEnvironment
        session={session}
        app={app}
        title={`Deploy ${app} ${version}`}
        unless={({ running }) =>
          running?.version === version && !running.drifted ? "it runs there already" : undefined
        }
        choose={choose}
      />
    );
  const change = { kind: "deploy" as const, app, version, environment: chosen };
  const back = environment === undefined ? () => choose(undefined) : undefined;
  return <ChangeScreen session={session} navigation={navigation} change={change} back={back} />;
}
