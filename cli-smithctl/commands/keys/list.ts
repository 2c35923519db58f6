import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { ApiKey } from "../../../generated/api.ts";
import { collect, listFlags } from "../../list-flags.ts";

const syntax = { words: [], flags: listFlags };

export const list = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { flags } = parseCommandLine(argv, syntax);
  const { output } = context;
  const client = await openClient(context, flags);
  const keys = await collect((query) => client.keyList({ query }), flags, output);
  if (flags.json) output.printJson(keys);
  else
    output.printTable(
      [
        { title: "KEY", priority: 5 },
        { title: "NAME", priority: 4, min: 10 },
        { title: "CREATED", priority: 1 },
        { title: "LAST USED", priority: 2 },
        { title: "STATE", priority: 3, min: 10 },
      ],
      keys.map((key) => [
        key.id,
        key.name,
        relativeTime(key.createdAt),
        key.lastUsedAt === undefined ? "never" : relativeTime(key.lastUsedAt),
        stateOf(key),
      ]),
    );
  return exitCodes.ok;
}

function stateOf({ expiresAt, revokedAt }: ApiKey): string {
  if (revokedAt !== undefined) return `revoked ${relativeTime(revokedAt)}`;
  if (expiresAt === undefined) return "valid";
  const isOver = Date.parse(expiresAt) <= Date.now();
  return `${isOver ? "expired" : "valid, expires"} ${relativeTime(expiresAt)}`;
}
