/**
 * What `start` settles with. Where it fails, its suites cannot run: a failure in CI, a loud skip and undefined
 * elsewhere. `skipped` names what does not run, such as "everything on PostgreSQL".
 */
export async function orSkip<T>(skipped: string, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    if (process.env["CI"]) throw error;
    console.error(`\nSKIPPED: ${skipped}, because it cannot be had here. ${String(error)}\n`);
    return undefined;
  }
}
