import type { Session } from "../data/session.ts";
import { AppScreen } from "../screens/app.tsx";
import { VersionScreen } from "../screens/version.tsx";
import { ContextsScreen } from "../screens/contexts.tsx";
import { LoginScreen } from "../screens/login.tsx";
import { DeployScreen } from "../screens/deploy.tsx";
import { RollbackScreen } from "../screens/rollback.tsx";
import { DeploymentScreen } from "../screens/deployment.tsx";
import { DeploymentsScreen } from "../screens/deployments.tsx";
import { OverviewScreen } from "../screens/overview.tsx";
import { PoliciesScreen } from "../screens/policies.tsx";
import { RegisterScreen } from "../screens/register.tsx";
import type { Navigation, Place } from "./place.ts";

interface Props {
  place: Place;
  session: Session;
  navigation: Navigation;
}

/** The screen of a place. */
export function ScreenAt({ place, session, navigation }: Props) {
  const common = { session, navigation };
  switch (place.at) {
    case "overview":
      return <OverviewScreen {...common} />;
    case "app":
      return <AppScreen {...common} {...place} />;
    case "version":
      return <VersionScreen {...common} {...place} />;
    case "deploy":
      return <DeployScreen {...common} {...place} />;
    case "rollback":
      return <RollbackScreen {...common} {...place} />;
    case "deployments":
      return <DeploymentsScreen {...common} app={place.app} environment={place.environment} />;
    case "deployment":
      return <DeploymentScreen {...common} id={place.id} />;
    case "policies":
      return <PoliciesScreen session={session} app={place.app} />;
    case "register":
      return <RegisterScreen {...common} />;
    case "contexts":
      return <ContextsScreen navigation={navigation} />;
    case "login":
      return <LoginScreen {...place} cancel={navigation.back} />;
  }
}
