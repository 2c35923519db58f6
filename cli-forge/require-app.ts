import { UsageError } from "../clients/errors.ts";
import { isDnsLabel } from "../manifests/index.ts";

export function requireApp(app: string | undefined): string {
  if (app === undefined) throw new UsageError("--app is missing.", "Name the app: --app api-service");
  return checkedLabel(app, "an app's name");
}

/** The name itself. Throws UsageError, saying what it cannot be, where it is no DNS label. */
export function checkedLabel(name: string, what: string): string {
  if (isDnsLabel(name)) return name;
  throw new UsageError(
    `"${name}" cannot be ${what}: lower-case letters, digits and \`-\`, at most 63 characters.`,
  );
}
