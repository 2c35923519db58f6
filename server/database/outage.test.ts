import { expect, test } from "vitest";
import { DomainError } from "../domain/errors.ts";
import { translated } from "./outage.ts";

const error = (message: string, code?: string) => Object.assign(new Error(message), code && { code });

test.each([
  error("connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED"),
  error("connect EHOSTUNREACH 10.0.0.1:5432", "EHOSTUNREACH"),
  error("connect ENETUNREACH 10.0.0.1:5432", "ENETUNREACH"),
  error("timeout expired"),
  error("Defined query timeout of 5000ms exceeded when running query."),
  error("Client has encountered a connection error and is not queryable"),
  error("Connection terminated unexpectedly"),
  error("canceling statement due to statement timeout", "57014"),
  error("canceling statement due to lock timeout", "55P03"),
  error("terminating connection due to idle-in-transaction timeout", "25P03"),
  error("the database system is starting up", "57P03"),
  error("select * from apps - database is locked", "ERR_SQLITE_ERROR"),
])("$message is an outage", (outage) => {
  expect(translated(outage)).toMatchObject({ code: "database-unavailable", retryAfterSeconds: 5 });
});

test.each([
  error('duplicate key value violates unique constraint "apps_pkey"', "23505"),
  error('relation "apps" does not exist', "42P01"),
  error("UNIQUE constraint failed: apps.name", "ERR_SQLITE_ERROR"),
  new DomainError("app-unknown", "There is no app."),
  "not even an error",
])("%s is none", (other) => {
  expect(translated(other)).toBe(other);
});
