import {
  identityOfVersionFile,
  objectsIn,
  type Verdict,
  VERSION_FILE,
  type VersionToValidate,
} from "../../../manifests/index.ts";
import type { Database } from "../../database/database.ts";
import { inTurns } from "../in-turns.ts";
import type { GitopsRepository } from "../ports.ts";
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
  const files = await gitops.files(head, folderOf({ environment, app }));
  const versionFile = files.find(({ path }) => path === VERSION_FILE);
  const { app: owner, version = "" } = versionFile ? identityOfVersionFile(versionFile.bytes) : {};
  // Somebody else's folder: whoever put it there sees to it.
  if (owner !== app) return undefined;
  // Rendered as it lies there, it takes no namespace any more; what lacks one is no reason to pass over it.
  const { objects } = await validate({
    app,
    version,
    files,
    namespace: "from-flux",
    acceptUnknownFields: true,
  });
  return { app, objects: objectsIn(objects, environment, undefined) };
}
