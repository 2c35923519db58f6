import { existsSync } from "node:fs";
import type { BlobsConfig } from "../blobs-config.ts";
import type { Config } from "../config.ts";
import { examineDatabase } from "../doctor/database.ts";
import { examine, notThereYet, type Finding } from "../doctor/finding.ts";
import { examineGitops } from "../doctor/gitops.ts";
import { examineExpiry, examineStorage } from "../doctor/storage.ts";
import { examineUploads } from "../doctor/uploads.ts";
import { openStorage, probeGitops } from "../smithd.ts";

/**
 * Looks at everything that smithd works with and prints a table. smithd may be running. Changes nothing but, with `fix`, the
 * bucket's lifecycle. Ends with 1 where something failed.
 */
export async function doctor(config: Config, fix: boolean): Promise<void> {
  const findings = [
    await examine("database", () => examineDatabase(config.database)),
    await examineBlobs(config.blobs, fix),
    await examine("GitOps repository", () => examineGitops(config.gitops, probeGitops)),
  ].flat();
  print(findings);
  if (findings.some(({ state }) => state === "failed")) process.exitCode = 1;
}

async function examineBlobs(config: BlobsConfig, fix: boolean): Promise<Finding[]> {
  const storage = await openStorage(config, { secret: new Uint8Array(), uploadUrl: () => "", now: Date.now });
  const { blobs } = storage;
  if (config.kind === "disk" && !existsSync(config.folder))
    return [notThereYet("blob storage", config.folder)];
  const first = await examine("blob storage", () => examineStorage(blobs, describe(config)));
  if (storage.kind === "disk" || first.some(({ state }) => state === "failed")) return first;
  const { draftExpiry, sendUpload } = storage.blobs;
  const rest = [
    await examineUploads({ blobs, send: sendUpload, now: Date.now }),
    await examine("expiry of drafts", () => examineExpiry(draftExpiry, fix)),
  ].flat();
  await storage.blobs.close();
  return [...first, ...rest];
}

const describe = (config: BlobsConfig) =>
  config.kind === "disk"
    ? `The folder ${config.folder}`
    : `The bucket ${config.bucket} at ${config.endpoint} (${config.region})`;

const LABELS: Record<Finding["state"], string> = { ok: "ok", warning: "WARNING", failed: "FAILED" };

function print(findings: Finding[]): void {
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, state, detail } of findings)
    console.log(`${LABELS[state].padEnd(7)}  ${what.padEnd(width)}  ${detail}`);
}
