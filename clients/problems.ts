import type { Problem } from "../generated/api.ts";
import { CommandError } from "./errors.ts";
import type { CommandErrorOptions } from "./errors.ts";
import { exitCodeOfProblem } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";

interface AnswerFacts {
  status: number;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
}

/** An answer that is no success. Without a problem body it came from something between the caller and smithd. */
export class AnswerError extends CommandError {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, facts: AnswerFacts, options: CommandErrorOptions = {}) {
    super(message, { exitCode: exitCodeOfProblem(facts.status), ...options });
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

/** A problem as smithd tells it (RFC 9457). */
export class ProblemError extends AnswerError {
  /** A stable kebab-case word; new ones may appear at any time. */
  readonly code: string;
  readonly detail: string;

  constructor(problem: Problem, facts: AnswerFacts) {
    const detail = problem.detail ?? problem.title;
    const exitCode: ExitCode = exitCodeOfProblem(facts.status, problem.code);
    super(
      detail,
      { ...facts, requestId: problem.requestId ?? facts.requestId },
      { exitCode, errors: problem.errors ?? [] },
    );
    this.code = problem.code;
    this.detail = detail;
  }
}

/** No answer, or not all of it. */
export class ConnectionError extends CommandError {
  /** True where the request cannot have reached smithd, so that sending it again cannot do anything twice. */
  readonly unsent: boolean;
  /** False where trying again is of no use, such as for a certificate. */
  readonly temporary: boolean;

  constructor(
    message: string,
    options: { unsent: boolean; temporary: boolean; next: string; cause: unknown },
  ) {
    super(message, { next: options.next, cause: options.cause });
    this.unsent = options.unsent;
    this.temporary = options.temporary;
  }
}

/** Whether `error` is smithd's problem of one of these codes. */
export function isProblem(error: unknown, ...codes: string[]): error is ProblemError {
  return error instanceof ProblemError && codes.includes(error.code);
}
