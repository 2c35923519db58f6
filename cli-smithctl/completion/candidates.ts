import { readConfigFile } from "../../clients/config-file.ts";
import { connect } from "../../clients/client.ts";
import type { Client } from "../../clients/client.ts";
import { programVersion } from "../../clients/program-version.ts";
import { readSettings } from "../../clients/settings.ts";
import { subjectOf } from "../../clients/terminal/describe-deployment.ts";
import { relativeTime } from "../../clients/terminal/time.ts";

/** A word that may stand there, and what it means. */
export type Candidate = readonly [value: string, meaning?: string | undefined];

/** What the words before the current one say. */
export interface Known {
  app?: string | undefined;
  version?: string | undefined;
  url?: string | undefined;
}

/** Somebody who pressed Tab waits for it. */
const patience = { timeoutMs: 1500, patienceMs: 0 };

type Find = (client: Client, known: { app: string; version: string }) => Promise<Candidate[]>;

const finders: Record<string, Find> = {
  APP: async (client) => {
    const { items } = await client.appList({ query: { limit: 200 } });
    return items.map(({ name, description }) => [name, description]);
  },
  VERSION: async (client, { app }) => {
    const { items } = await client.versionList({ path: { app }, query: { limit: 50 } });
    return items.map(({ id, publishedAt, metadata }) => {
      const { branch, tag, message } = metadata?.git ?? {};
      return [id, [relativeTime(publishedAt), branch ?? tag, message].filter(Boolean).join(", ")];
    });
  },
  FILE: async (client, { app, version }) => {
    const { files } = await client.versionView({ path: { app, version } });
    return files.map(({ path }) => [path]);
  },
  POLICY: async (client, { app }) => {
    const { items } = await client.policyList({ path: { app }, query: { limit: 200 } });
    return items.map(({ name, environment }) => [name, environment]);
  },
  ENVIRONMENT: async (client) => {
    const { items } = await client.environmentList({ query: { limit: 200 } });
    return items.map(({ name, appCount }) => [name, appCount === 1 ? "1 app" : `${appCount} apps`]);
  },
  ID: async (client) => {
    const { items } = await client.deploymentList({ query: { limit: 20 } });
    return items.map((each) => [each.id, `${each.status} ${subjectOf(each)}`]);
  },
  KEY: async (client) => {
    const { items } = await client.keyList({ query: { limit: 200 } });
    return items.filter(({ revokedAt }) => revokedAt === undefined).map(({ id, name }) => [id, name]);
  },
};

/** What may stand for a word such as APP. Asks smithd where it has to; throws where that fails. */
export async function candidatesFor(
  kind: string,
  known: Known,
  env: NodeJS.ProcessEnv,
): Promise<Candidate[]> {
  if (kind === "SHELL") return [["bash"], ["zsh"], ["fish"]];
  if (kind === "CONTEXT") return (await readConfigFile(env)).contexts.map(({ name, url }) => [name, url]);
  const find = finders[kind];
  if (!find) return [];
  const { url, apiKey } = await readSettings({ url: known.url }, env);
  const client = connect({ url, apiKey, userAgent: `smithctl/${programVersion} (completion)`, ...patience });
  return find(client, { app: known.app ?? "", version: known.version ?? "" });
}
