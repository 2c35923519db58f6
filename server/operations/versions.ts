import { findApp } from "../domain/apps.ts";
import type { AppVersion, VersionDraft } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { RunningVersion } from "../database/running-versions.ts";
import type { Version } from "../database/versions.ts";
import { diffDeployment } from "../domain/deployments/diff.ts";
import { draftVersion, renewUploads, type Draft } from "../domain/versions/draft.ts";
import { findVersion } from "../domain/versions/find.ts";
import { readVersionText } from "../domain/versions/read-file.ts";
import { publishVersion } from "../domain/versions/publish.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { deploymentToWire } from "./deployments.ts";
import { timestamp } from "./timestamp.ts";

type Tools = Parameters<typeof draftVersion>[0] &
  Parameters<typeof publishVersion>[0] &
  Omit<Parameters<typeof diffDeployment>[0], "tables">;

export const versionOperations = (tools: Tools) =>
  ({
    versionList: async ({
      params: { app },
      query: { limit = 50, cursor, status = "published", ...filters },
    }) => {
      const page = await tools.database.versions.list(
        { app, status, ...filters },
        { limit, ...(cursor && { cursor }) },
      );
      if (page.items.length === 0) await findApp(tools.database, app);
      const running = await tools.database.runningVersions.ofApps([app]);
      return { status: 200, body: { ...page, items: withDeployments(page.items, running) } };
    },
    versionDraft: async ({ params: { app }, body, caller }) => {
      const draft = await draftVersion(tools, { app, ...body, caller: caller.name });
      return {
        status: draft.created ? 201 : 200,
        headers: { Location: `/v1/apps/${app}/versions/${draft.version.id}` },
        body: draftToWire(draft),
      };
    },
    versionView: async ({ params }) => {
      const version = await findVersion(tools.database, params.app, params.version);
      const running = await tools.database.runningVersions.ofApps([version.app]);
      const [wire] = withDeployments([version], running);
      return { status: 200, body: { ...wire!, files: await tools.database.versions.files(version.uid) } };
    },
    versionFileView: async ({ params, query: { path } }) => ({
      status: 200,
      body: await readVersionText(tools.database, tools.blobs, { ...params, path }),
    }),
    versionDiff: async ({ params, query: { environment }, hungUp }) => {
      const asked = { ...params, environment };
      const { obstacles, ...diff } = await diffDeployment(
        { ...tools, tables: tools.database },
        asked,
        hungUp(),
      );
      const failures = obstacles.map(({ code, message }) => ({ code, detail: message }));
      return { status: 200, body: { ...asked, ...diff, obstacles: failures } };
    },
    versionUploadsRenew: async ({ params }) => ({
      status: 200,
      body: draftToWire(await renewUploads(tools, params.app, params.version)),
    }),
    versionPublish: async ({ params, body }) => {
      const published = await publishVersion(tools, {
        app: params.app,
        id: params.version,
        ...body,
      });
      const running = await tools.database.runningVersions.ofApps([params.app]);
      const [version] = withDeployments([published.version], running);
      return {
        status: 200,
        body: {
          version: version!,
          deployments: published.deployments.map(deploymentToWire),
          skipped: published.version.skipped,
        },
      };
    },
  }) satisfies Partial<Handlers<Caller>>;

/** Versions of one app, and what runs of it anywhere. */
function withDeployments(versions: Version[], running: RunningVersion[]): AppVersion[] {
  const byVersion = Map.groupBy(running, ({ versionUid }) => versionUid);
  return versions.map((version) => versionToWire(version, byVersion.get(version.uid) ?? []));
}

const versionToWire = (version: Version, running: RunningVersion[]): AppVersion => ({
  app: version.app,
  id: version.id,
  status: version.status,
  digest: version.digest,
  createdAt: timestamp(version.createdAt),
  createdBy: version.createdBy,
  ...(version.publishedAt !== undefined && { publishedAt: timestamp(version.publishedAt) }),
  ...(version.expiresAt !== undefined && { expiresAt: timestamp(version.expiresAt) }),
  ...(version.metadata && { metadata: version.metadata }),
  ...(version.warnings.length > 0 && { warnings: version.warnings }),
  deployedTo: running.map(({ environment, deploymentId, deployedAt }) => ({
    environment,
    deploymentId,
    deployedAt: timestamp(deployedAt),
  })),
});

const draftToWire = ({ version, uploads }: Draft): VersionDraft => ({
  app: version.app,
  id: version.id,
  status: version.status,
  digest: version.digest,
  ...(version.expiresAt !== undefined && { expiresAt: timestamp(version.expiresAt) }),
  uploads: uploads.map((upload) => ({ ...upload, expiresAt: timestamp(upload.expiresAt) })),
});
