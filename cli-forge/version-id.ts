import { UsageError } from "../clients/errors.ts";
import { isVersionId, suggestVersionId } from "../manifests/index.ts";

/** `<7-character sha>-<build number>`, or only the sha where there is no pipeline. */
export function defaultVersionId(sha: string, buildNumber: string | undefined): string {
  const id = buildNumber === undefined ? sha.slice(0, 7) : `${sha.slice(0, 7)}-${buildNumber}`;
  return isVersionId(id) ? id : suggestVersionId(id);
}

/** The id that a user gave. Throws UsageError with a corrected one where it cannot be an id. */
export function checkedVersionId(id: string): string {
  if (isVersionId(id)) return id;
  throw new UsageError(
    `"${id}" cannot be the id of a version: up to 128 letters, digits, \`.\`, \`_\`, \`+\` and \`-\`.`,
    `Try --version ${suggestVersionId(id)}`,
  );
}
