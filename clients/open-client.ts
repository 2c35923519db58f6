import type { Client } from "../generated/client.ts";
import { connect } from "./client.ts";
import { programVersion } from "./program-version.ts";
import { readSettings } from "./settings.ts";
import type { SettingsFlags } from "./settings.ts";
import type { CommandContext } from "./terminal/program.ts";

/** A client by the user's settings, which says on stderr when it has to try again. */
export async function openClient(
  { program, streams, output, signal }: CommandContext,
  flags: SettingsFlags,
  patienceMs: number,
): Promise<Client> {
  const { url, apiKey, warnings } = await readSettings(flags, streams.env);
  for (const warning of warnings) output.warn(warning);
  const userAgent = `${program}/${programVersion} (${process.platform}; node ${process.versions.node})`;
  const onOutage = (error: Error) => output.note(`${error.message} Trying again …`);
  return connect({ url, apiKey, userAgent, signal, patienceMs, onOutage });
}
