import type { Fault } from "../../../generated/api.ts";
import { ProblemError } from "../../../clients/problems.ts";

/** What the client throws where smithd refuses. */
export const aProblem = (status: number, code: string, detail: string, errors: Fault[] = []): ProblemError =>
  new ProblemError({ type: "", title: code, status, code, detail, requestId: "r-1", errors }, { status });
