import { UsageError } from "../clients/errors.ts";
import { isDnsLabel } from "../manifests/index.ts";

export function requireApp(app: string | undefined): string {
  if (app === undefined) throw new UsageError("--app is missing.", "Name the app: --app api-service");
  if (isDnsLabel(app)) return app;
  throw new UsageError(
    `"${app}" cannot be an app's name: lower-case letters, digits and \`-\`, at most 63 characters.`,
  );
}
