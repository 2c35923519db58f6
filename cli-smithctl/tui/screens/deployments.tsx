import { useState } from "react";
import { useArea, useFrame } from "../app/frame.ts";
import type { Navigation } from "../app/place.ts";
import { useAnswer } from "../app/use-answer.ts";
import { usePages } from "../app/use-pages.ts";
import { useNow, useSpinner } from "../app/use-time.ts";
import { movesIn } from "../app/use-window.ts";
import { isUnderWay, statusLegend } from "../components/deployment-status.ts";
import { Screen } from "../components/screen.tsx";
import { troubleNotice } from "../components/trouble.ts";
import { openDeployments, type DeploymentFilter } from "../data/deployments.ts";
import { environmentNames } from "../data/environments.ts";
import type { Session } from "../data/session.ts";
import { deploymentsActions } from "./deployments/actions.ts";
import { useAppPrompt } from "./deployments/app-prompt.ts";
import { insteadOfDeployments, noticeOf, titleOfList } from "./deployments/describe-list.ts";
import { deploymentRows } from "./deployments/rows.ts";

interface Props {
  session: Session;
  navigation: Navigation;
  app: string | undefined;
  environment: string | undefined;
}

const AGES_EVERY = 1000;

/** What was deployed, newest first, while it happens. */
export function DeploymentsScreen({ session, navigation, app, environment }: Props) {
  const { width, height } = useArea();
  const { copy } = useFrame();
  const [filter, setFilter] = useState<DeploymentFilter>({ app, environment });
  const rows = height - 1;
  const { listed, extent, list, itemAt, chosen } = usePages(
    () => openDeployments(session, filter),
    rows,
    filter,
  );
  const count = Math.max(0, Math.min(rows, listed.count - list.top));
  const seen = Array.from({ length: count }, (_, row) => itemAt(list.top + row));
  const environments = useAnswer(() => environmentNames(session)) ?? [];
  const now = useNow(AGES_EVERY);
  const spinner = useSpinner(seen.some((deployment) => deployment && isUnderWay(deployment)));
  const { prompt, type } = useAppPrompt(
    listed.items.map((deployment) => deployment.app),
    (name) => setFilter({ ...filter, app: name }),
  );
  const actions = deploymentsActions({
    navigation,
    chosen,
    filter,
    environments,
    narrow: setFilter,
    type,
    copy,
  });
  return (
    <Screen
      title={titleOfList(filter, extent)}
      body={
        insteadOfDeployments(listed, filter, width) ??
        deploymentRows({ seen, chosen: list.cursor - list.top, width, now, spinner })
      }
      actions={[...actions, ...movesIn(list, listed)]}
      notice={listed.trouble && listed.count > 0 ? troubleNotice(listed.trouble) : chosen && noticeOf(chosen)}
      legend={statusLegend}
      prompt={prompt}
    />
  );
}
