import {
  appOfVersionFile,
  objectsIn,
  type Verdict,
  VERSION_FILE,
  versionOfVersionFile,
  type VersionToValidate,
} from "../../../manifests/index.ts";
import type { Database } from "../../database/database.ts";
import { inTurns } from "../in-turns.ts";
import type { File, GitopsRepository } from "../ports.ts";
import { folderOf } from "./prepare.ts";

interface Tools {
  database: Pick<Database, "runningObjects" | "transaction">;
  gitops: GitopsRepository;
  repository: string;
  validate: (version: VersionToValidate) => Promise<Verdict>;
  /** Hears of an environment whose ledger was filled, and with how many apps. */
  onFilled: (environment: string, apps: number) => void;
}

/** Sees to it that it is known which objects apps have in an environment; only for whoever writes to the repository. */
export interface Ledgers {
  /** Reads what is not known from the repository, as after the loss of a database, or where an environment is new. */
  fill(environments: Iterable<string>): Promise<void>;
}

const READ_AT_ONCE = 16;

export function objectLedgers(tools: Tools): Ledgers {
  const { database, repository, gitops } = tools;
  let filled: Set<string> | undefined;
  return {
    async fill(environments) {
      filled ??= await database.runningObjects.filled(repository);
      for (const environment of new Set(environments)) {
        if (filled.has(environment)) continue;
        const head = gitops.syncedAt === undefined ? await gitops.sync() : await gitops.head();
        const owned = await objectsAt(tools, head, environment);
        await database.transaction(({ runningObjects }) =>
          runningObjects.fill({ repository, environment }, owned),
        );
        filled.add(environment);
        tools.onFilled(environment, owned.length);
      }
    },
  };
}

/** What everybody waits for once is read as fast as one validator can take it. */
const APPS_AT_ONCE = 8;

async function objectsAt(tools: Tools, head: string, environment: string) {
  const folders = await tools.gitops.entries(head, `environments/${environment}/apps`);
  const owned = await inTurns([...folders.keys()], APPS_AT_ONCE, (app) =>
    objectsOf(tools, head, { environment, app }),
  );
  return owned.filter((each) => each !== undefined);
}

async function objectsOf(
  { gitops, validate }: Tools,
  head: string,
  { environment, app }: { environment: string; app: string },
): Promise<{ app: string; objects: string[] } | undefined> {
  const files = await filesIn(gitops, head, folderOf({ environment, app }));
  const versionFile = files.find(({ path }) => path === VERSION_FILE);
  // Somebody else's folder: whoever put it there sees to it.
  if (!versionFile || appOfVersionFile(versionFile.bytes) !== app) return undefined;
  const version = versionOfVersionFile(versionFile.bytes) ?? "";
  // Rendered as it lies there, it takes no namespace any more; what lacks one is no reason to pass over it.
  const { objects } = await validate({
    ...{ app, version, files },
    namespace: "from-flux",
    acceptUnknownFields: true,
  });
  return { app, objects: objectsIn(objects, environment, undefined) };
}

async function filesIn(gitops: GitopsRepository, head: string, folder: string): Promise<File[]> {
  const paths = [...(await gitops.folder(head, folder)).keys()];
  const files = await inTurns(paths, READ_AT_ONCE, async (path) => ({
    path,
    bytes: await gitops.read(head, `${folder}/${path}`),
  }));
  return files.filter((file): file is File => file.bytes !== undefined);
}
