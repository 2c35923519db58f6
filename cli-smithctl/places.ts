import type { App, Deployment, Hold, RunningVersion } from "../generated/api.ts";
import { attemptWords } from "./state.ts";

/** An environment as an app sees it: what runs there, what was asked for there, and whether policies leave it alone. */
export type Place = Partial<Omit<RunningVersion, "hold">> & {
  environment: string;
  hold: Hold | undefined;
  attempt: Deployment | undefined;
};

/** The environments of which there is something to say, by name. */
export function placesOf({ environments, holds, attempts }: App): Place[] {
  const names = [...environments, ...holds, ...attempts].map(({ environment }) => environment);
  return [...new Set(names)].sort().map((name) => {
    const isHere = ({ environment }: { environment: string }) => environment === name;
    return {
      ...environments.find(isHere),
      environment: name,
      hold: holds.find(isHere),
      attempt: attempts.find(isHere),
    };
  });
}

/** "production v1 (on hold), staging v2 (v3 failed)". */
export const summarize = (app: App): string => placesOf(app).map(summarizePlace).join(", ");

function summarizePlace({ environment, version, drifted, hold, attempt }: Place): string {
  const marks = [
    ...(drifted ? ["drifted"] : []),
    ...(hold ? ["on hold"] : []),
    ...(attempt ? [attemptWords(attempt)] : []),
  ];
  const runs = version === undefined ? environment : `${environment} ${version}`;
  return marks.length === 0 ? runs : `${runs} (${marks.join(", ")})`;
}
