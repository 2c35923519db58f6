import { DomainError } from "../domain/errors.ts";

const CODES = /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08|57P0|57014$|53|25P03$|55P03$)/;
const WORDS =
  /connection terminated|timeout expired|query timeout of \d+ms exceeded|not queryable|timeout acquiring a connection|database is locked|pool is (full|draining)|disk I\/O error|unable to open database file|database or disk is full/i;

/** What a driver threw: `database-unavailable` where the database cannot be used, rather than was asked wrongly. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (!CODES.test(code) && !WORDS.test(error.message)) return error;
  return new DomainError(
    "database-unavailable",
    "smithd cannot use its database at the moment. It keeps trying; repeat the request shortly.",
    { retryAfterSeconds: 5, cause: error },
  );
}

/** For the dialects, through which every error of a driver comes: one of another origin is never taken for an outage. */
export function rethrow(error: unknown): never {
  throw translated(error);
}
