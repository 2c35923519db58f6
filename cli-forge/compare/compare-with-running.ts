import { isProblem } from "../../clients/problems.ts";
import type { AppVersionView } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import { renderFolder, VERSION_FILE } from "../../manifests/index.ts";
import type { ManifestFile } from "../../manifests/index.ts";
import type { VersionFiles } from "../prepare.ts";
import { declaredFiles } from "../publish/draft-version.ts";
import { fileDiff } from "./file-diff.ts";
import type { FileDiff } from "./file-diff.ts";
import { inTurns } from "./in-turns.ts";

type CompareClient = Pick<Client, "appView" | "environmentView" | "versionView" | "versionFileView">;

export interface Comparison {
  /** Absent where nothing runs. */
  runningVersion?: string;
  /** What a deployment of the folder would change in the app's folder of the repository, by path. */
  files: FileDiff[];
}

/** How a folder that is not published differs from the version that runs in an environment, as both lie in git. */
export async function compareWithRunning(
  client: CompareClient,
  prepared: VersionFiles,
  environment: string,
): Promise<Comparison> {
  const { app, files } = prepared;
  const [{ namespace }, there] = await Promise.all([
    client.appView({ path: { app } }),
    client.environmentView({ path: { environment } }),
  ]);
  const version = there.apps.find((each) => each.app === app)?.version;
  const running = version === undefined ? [] : await filesOf(client, app, version, prepared);
  const render = (manifests: ManifestFile[]) =>
    manifests.length === 0
      ? []
      : renderFolder({ files: manifests, environment, ...(namespace === undefined ? {} : { namespace }) });
  const folder = `environments/${environment}/apps/${app}`;
  return {
    ...(version === undefined ? {} : { runningVersion: version }),
    files: differences(render(running), render(files), folder),
  };
}

/** The files of a published version. What is the same here is not fetched. */
async function filesOf(
  client: CompareClient,
  app: string,
  version: string,
  prepared: VersionFiles,
): Promise<ManifestFile[]> {
  const here = new Map(
    declaredFiles(prepared).map(({ path, sha256 }, index) => [path, { sha256, ...prepared.files[index]! }]),
  );
  const view = await client.versionView({ path: { app, version } });
  return inTurns(view.files, async ({ path, sha256 }: AppVersionView["files"][number]) => {
    const same = here.get(path);
    const bytes = path === VERSION_FILE || same?.sha256 === sha256 ? same?.bytes : undefined;
    return { path, bytes: bytes ?? (await bytesOf(client, app, version, path)) };
  });
}

/** smithd shows text only; that it is none is all that a diff says of it, too. */
async function bytesOf(
  client: CompareClient,
  app: string,
  version: string,
  path: string,
): Promise<Uint8Array> {
  try {
    return Buffer.from(await client.versionFileView({ path: { app, version }, query: { path } }));
  } catch (error) {
    if (isProblem(error, "file-not-text")) return Buffer.from([0xff]);
    throw error;
  }
}

function differences(before: ManifestFile[], after: ManifestFile[], folder: string): FileDiff[] {
  const old = new Map(before.map(({ path, bytes }) => [path, bytes]));
  const next = new Map(after.map(({ path, bytes }) => [path, bytes]));
  const paths = [...new Set([...old.keys(), ...next.keys()])].sort();
  return paths
    .filter((path) => path !== VERSION_FILE && !isSame(old.get(path), next.get(path)))
    .map((path) => fileDiff(`${folder}/${path}`, old.get(path), next.get(path)));
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;
}
