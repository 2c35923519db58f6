import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { pause } from "../../../clients/retry.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import { subjectOf } from "../../../clients/terminal/describe-deployment.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";
import { isFinished, isOutage } from "../../../clients/wait.ts";
import type { Deployment, DeploymentPage } from "../../../generated/api.ts";
import { shortId } from "./find.ts";
import { askedBy, paintStatus } from "./list.ts";

const intervalMs = 1000;
/** What was there before is told as far as a person looks back. */
const firstShown = 10;
/** More pages than this would be written in one interval by nobody. */
const mostPages = 10;

type FetchPage = (query: { limit: number; cursor?: string }) => Promise<DeploymentPage>;

/** Prints the latest deployments and then whatever is new or has changed, oldest first, until it is interrupted or its reader goes away. */
export async function watch(
  fetchPage: FetchPage,
  json: boolean,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const known = new Map<string, string>();
  const tell = (deployment: Deployment) =>
    json ? output.printJsonLine(deployment) : output.print(lineOf(deployment, output));
  const { items } = await fetchPage({ limit: 50 });
  remember(items, known);
  for (const deployment of items.slice(0, firstShown).reverse()) tell(deployment);
  while (!signal.aborted) {
    try {
      await pause(intervalMs, signal);
      const recent = await fetchRecent(fetchPage, known);
      const news = recent.filter(({ id, status }) => known.get(id) !== status);
      remember(news, known);
      for (const deployment of news.reverse()) tell(deployment);
      if (!(await output.delivered())) return exitCodes.ok;
    } catch (error) {
      // Ctrl-C is how watching ends, and no reason to say more.
      if (!signal.aborted && !isOutage(error)) throw error;
    }
  }
  return exitCodes.interrupted;
}

/** Back to the oldest that has not ended: further back nothing changes any more. One that a filter hides now is forgotten. */
async function fetchRecent(fetchPage: FetchPage, known: Map<string, string>): Promise<Deployment[]> {
  const open = new Set([...known].filter(([, status]) => !isFinished({ status })).map(([id]) => id));
  const recent: Deployment[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { items, nextCursor } = await fetchPage({ limit: 50, ...(cursor === undefined ? {} : { cursor }) });
    recent.push(...items);
    for (const { id } of items) open.delete(id);
    cursor = nextCursor;
    if (cursor === undefined || (open.size === 0 && items.some(({ id }) => known.has(id)))) break;
  }
  for (const id of open) known.delete(id);
  return recent;
}

function remember(deployments: Deployment[], known: Map<string, string>): void {
  for (const { id, status } of deployments) known.set(id, status);
}

function lineOf(deployment: Deployment, { colours, width }: Output): string {
  const { id, status, failure } = deployment;
  const why = failure ? `: ${failure.code}` : "";
  const what = sanitizeLine(`${subjectOf(deployment)}${why}, by ${askedBy(deployment)}`);
  // A person sees which one it is; a program needs all of it.
  const shown = sanitizeLine(width === undefined ? id : shortId(id));
  return `${colours.dim(timeOf(deployment))}  ${paintStatus(sanitizeLine(status).padEnd(10), colours)}  ${shown}  ${what}`;
}

/** The clock on the wall when it came to this. */
function timeOf({ finishedAt, startedAt, createdAt }: Deployment): string {
  return new Date(finishedAt ?? startedAt ?? createdAt).toTimeString().slice(0, 8);
}
