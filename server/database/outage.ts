import { DomainError } from "../domain/errors.ts";

const CONNECTION_CODES = /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|08|57P0|53)/;
const CONNECTION_WORDS =
  /connection terminated|timeout acquiring a connection|database is locked|pool is (full|draining)|disk I\/O error|database or disk is full/i;

/** `database-unavailable` where an error says that the database cannot be used, rather than that we asked it wrongly. */
export function databaseOutage(error: unknown): DomainError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  if (!CONNECTION_CODES.test(code) && !CONNECTION_WORDS.test(error.message)) return undefined;
  return new DomainError(
    "database-unavailable",
    "smithd cannot use its database at the moment. It keeps trying; repeat the request shortly.",
    { retryAfterSeconds: 5, cause: error },
  );
}
