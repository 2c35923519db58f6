import { CommandError } from "../../../clients/errors.ts";
import { AnswerError, ProblemError } from "../../../clients/problems.ts";

/** A failure as it is shown where it happened. */
export interface Trouble {
  message: string;
  code?: string;
  /** What to do. */
  next?: string;
  faults: string[];
  /** Whether the API key is not good. */
  isLogin: boolean;
}

const UNAUTHENTICATED = 401;

/** People see no stack trace: what is not foreseen is said as a bug of ours, with its message. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof CommandError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { message: `A bug of ours: ${message}`, faults: [], isLogin: false };
  }
  return {
    message: error.message,
    ...(error instanceof ProblemError && { code: error.code }),
    ...(error.next !== undefined && { next: error.next }),
    faults: error.errors.map(({ file, line, pointer, detail }) => {
      const place = file === undefined ? pointer : line === undefined ? file : `${file}:${line}`;
      return place === undefined ? detail : `${place}  ${detail}`;
    }),
    isLogin: error instanceof AnswerError && error.status === UNAUTHENTICATED,
  };
}
