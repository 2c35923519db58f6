import type { Client } from "../generated/client.ts";
import { connect } from "./client.ts";
import { programVersion } from "./program-version.ts";
import { readSettings } from "./settings.ts";
import type { SettingsFlags } from "./settings.ts";
import type { CommandContext } from "./terminal/program.ts";

/** A client by the user's settings. */
export async function openClient(context: CommandContext, flags: SettingsFlags): Promise<Client> {
  const { url, apiKey, warnings } = await readSettings(flags, context.streams.env);
  for (const warning of warnings) context.output.warn(warning);
  return clientFor(url, apiKey, context);
}

/** A client that says on stderr when it has to try again. */
export function clientFor(
  url: string,
  apiKey: string,
  { program, patienceMs, output, signal }: CommandContext,
): Client {
  const userAgent = `${program}/${programVersion} (${process.platform}; node ${process.versions.node})`;
  const onOutage = (error: Error) => output.note(`${error.message} Trying again …`);
  return connect({ url, apiKey, userAgent, signal, patienceMs, onOutage });
}
