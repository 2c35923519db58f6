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
  | { at: "login"; url?: string | undefined; context?: string | undefined; why?: string };

/** Whether something is changed there, rather than looked at. */
export const isChange = ({ at }: Place): boolean => at === "deploy" || at === "rollback";

/** Where one can go from anywhere. */
export interface Navigation {
  open: (place: Place) => void;
  /** Puts a place where this one is. */
  replace: (place: Place) => void;
  back: () => void;
  quit: () => void;
}
