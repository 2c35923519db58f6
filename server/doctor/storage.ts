import type { BlobStore, DraftExpiry, DraftExpiryState } from "../domain/ports.ts";
import type { Finding } from "./finding.ts";

/** Whether files can be kept. Reads, and on disk writes, a probe. */
export async function examineStorage(blobs: BlobStore, where: string): Promise<Finding> {
  await blobs.check();
  return { what: "blob storage", state: "ok", detail: `${where} can be used.` };
}

/** What became of the rule that expires drafts; with `fix` it is installed where it can be. */
export async function examineExpiry(expiry: DraftExpiry, fix: boolean): Promise<Finding> {
  const before = await expiry.state();
  if (!fix || before !== "absent") return findings[before];
  await expiry.install();
  const after = await expiry.state();
  return after === "installed" ? { ...findings.installed, detail: "Installed just now." } : findings[after];
}

const what = "expiry of drafts";

const findings: Record<DraftExpiryState, Finding> = {
  installed: { what, state: "ok", detail: "The bucket removes drafts after 7 days." },
  absent: {
    what,
    state: "warning",
    detail:
      "The bucket has no rule for it: `smithd doctor --fix` installs one, and leaves all others as they are.",
  },
  unsupported: {
    what,
    state: "warning",
    detail: "This storage has no lifecycle rules. smithd removes what it knows of; the rest stays.",
  },
  "published-expire": {
    what,
    state: "failed",
    detail:
      "A lifecycle rule of the bucket removes what lies under published/: versions will be lost. Limit that rule to another prefix.",
  },
  "published-archived": {
    what,
    state: "failed",
    detail:
      "A lifecycle rule of the bucket archives what lies under published/, where it cannot be read at once: old versions could not be deployed. Limit that rule to another prefix.",
  },
};
