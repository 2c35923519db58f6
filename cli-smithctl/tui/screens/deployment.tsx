import { useArea, useFrame } from "../app/frame.ts";
import type { Navigation } from "../app/place.ts";
import { useStates } from "../app/use-states.ts";
import { useNow, useSpinner } from "../app/use-time.ts";
import { useScroll } from "../app/use-window.ts";
import { isUnderWay, statusLegend } from "../components/deployment-status.ts";
import { Screen } from "../components/screen.tsx";
import { troubleLines, troubleNotice } from "../components/trouble.ts";
import { deploymentStates } from "../data/deployment.ts";
import type { Session } from "../data/session.ts";
import { ours } from "../text/line.ts";
import { deploymentActions } from "./deployment/actions.ts";
import { deploymentFacts } from "./deployment/facts.ts";

interface Props {
  session: Session;
  navigation: Navigation;
  id: string;
}

const AGES_EVERY = 1000;

/** One deployment: its steps while they are done, and why it failed. */
export function DeploymentScreen({ session, navigation, id }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const { deployment, trouble } = useStates((signal) => deploymentStates(session, id, signal)) ?? {};
  const now = useNow(AGES_EVERY);
  const spinner = useSpinner(deployment !== undefined && isUnderWay(deployment));
  const lines = deployment
    ? deploymentFacts(deployment, { width, now, spinner, url: session.url })
    : trouble
      ? troubleLines(trouble, width)
      : [[], [ours("  Reading the deployment …", "muted")]];
  const { top, actions: moves } = useScroll(lines.length, height);
  return (
    <Screen
      title={deployment ? titleOf(deployment) : "Deployment"}
      body={lines.slice(top)}
      actions={[...deploymentActions(deployment, navigation, copy), ...moves]}
      notice={deployment && trouble && troubleNotice(trouble)}
      legend={statusLegend}
    />
  );
}

const titleOf = ({ app, version, environment }: { app: string; version?: string; environment: string }) =>
  version === undefined ? `Removal of ${app} from ${environment}` : `${app} ${version} to ${environment}`;
