/** Where a person is; the screens of a stack of these lie over one another. */
export type Place =
  | { at: "overview" }
  | { at: "app"; app: string }
  | { at: "version"; app: string; version: string }
  | { at: "deploy"; app: string; version: string; environment?: string | undefined }
  | { at: "rollback"; app: string; environment?: string | undefined }
  | { at: "deployments"; app?: string | undefined; environment?: string | undefined }
  | { at: "deployment"; id: string }
  | { at: "policies"; app: string }
  | { at: "register" }
  | { at: "contexts" }
  | { at: "login"; url?: string | undefined; context?: string | undefined };

/** Where one can go from anywhere. */
export interface Navigation {
  open: (place: Place) => void;
  /** Puts a place where this one is. */
  replace: (place: Place) => void;
  back: () => void;
  quit: () => void;
}

/** "api-service > 42540c4-123 > deploy to staging", for the top of the screen. */
export function titleOf(place: Place): string {
  switch (place.at) {
    case "overview":
      return "Overview";
    case "app":
      return place.app;
    case "version":
      return `${place.app} ${place.version}`;
    case "deploy":
      return `Deploy ${place.app} ${place.version}`;
    case "rollback":
      return `Roll back ${place.app}`;
    case "deployments":
      return place.app === undefined ? "Deployments" : `Deployments of ${place.app}`;
    case "deployment":
      return "Deployment";
    case "policies":
      return `Policies of ${place.app}`;
    case "register":
      return "Register an app";
    case "contexts":
      return "Contexts";
    case "login":
      return "Log in";
  }
}
