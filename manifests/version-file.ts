import { stringify } from "yaml";
import { placeOf } from "./place.ts";
import { VERSION_FILE } from "./paths.ts";
import type { VersionFile, VersionMetadata, Violation } from "./types.ts";
import { readYaml } from "./yaml/read.ts";
import type { YamlDocument } from "./yaml/types.ts";
import { isRecord } from "./yaml/to-value.ts";

/** A folder's version.yml of another size was not written by smithd, and is not worth reading. */
const MAX_BYTES = 64 * 1024;

export const missingVersionFile: Violation = {
  code: "version-file-missing",
  file: VERSION_FILE,
  detail: "A version needs a `version.yml`. `forge publish` makes one; `forge version` prints it.",
};

interface Field {
  path: [string, ...string[]];
  required?: true;
  max: number;
  /** What fits, and the words for it. */
  form?: [RegExp, string];
}

/** Nor halves of surrogate pairs, which UTF-8 cannot carry. */
const LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u;
const line = (what: string): [RegExp, string] => [LINE, `${what}, on one line`];

const FIELDS: Field[] = [
  {
    path: ["git", "sha"],
    required: true,
    max: 64,
    form: [/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "the whole sha of the commit, 40 or 64 lower-case hex digits"],
  },
  { path: ["git", "branch"], max: 255, form: line("the name of a branch") },
  { path: ["git", "tag"], max: 255, form: line("the name of a tag") },
  { path: ["git", "committer"], required: true, max: 320, form: line("`Name <address>`") },
  { path: ["git", "message"], max: 4000, form: [/^[^\0\p{Cs}]*$/u, "text"] },
  { path: ["git", "pullRequest"], max: 64, form: line("a number or name") },
  { path: ["build", "number"], max: 128, form: line("the CI's number of the run") },
  {
    path: ["build", "url"],
    max: 2048,
    form: [/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u, "an http or https address"],
  },
  {
    path: ["date"],
    required: true,
    max: 40,
    form: [
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/,
      "a time such as 2026-11-23T10:15:00Z",
    ],
  },
];

/**
 * What the version.yml of a version says, and everything that is wrong with it. It must name this app and this version;
 * keys that are not known are left alone.
 */
export function readVersionFile(
  bytes: Uint8Array,
  expected: { app: string; version: string },
): { metadata?: VersionMetadata; violations: Violation[] } {
  const refuse = (code: string, detail: string, place: object = { line: 1, column: 1 }): Violation => ({
    code,
    file: VERSION_FILE,
    ...place,
    detail,
  });
  if (bytes.length > MAX_BYTES)
    return { violations: [refuse("version-file-invalid", `version.yml may have ${MAX_BYTES / 1024} KiB.`)] };
  const { documents, faults } = readYaml(bytes, "text");
  if (faults.length > 0) return { violations: faults.map((fault) => ({ ...fault, file: VERSION_FILE })) };
  const [document, second] = documents;
  if (!document || second || !isRecord(document.value))
    return {
      violations: [
        refuse(
          "version-file-invalid",
          "version.yml must be one map, with `app`, `version`, `git` and `date`. `forge version` prints one.",
        ),
      ],
    };
  const content = document.value;
  const at = (path: string[]) => placeOf(VERSION_FILE, document, path);
  const violations = [
    ...identityFaults(content, expected, at),
    ...FIELDS.flatMap((field) => faultsOf(content, field, at)),
    ...referenceFaults(content, at),
  ];
  return violations.length > 0 ? { violations } : { metadata: metadataOf(content), violations };
}

type At = (path: string[]) => ReturnType<typeof placeOf>;

function identityFaults(
  content: Record<string, unknown>,
  expected: { app: string; version: string },
  at: At,
): Violation[] {
  return (["app", "version"] as const)
    .filter((field) => content[field] !== expected[field])
    .map((field) => ({
      code: "version-file-differs",
      ...at([field]),
      detail: `\`${field}\` must be ${expected[field]}, as the version is drafted, and is ${shown(content[field])}.`,
    }));
}

const shown = (value: unknown) =>
  typeof value === "string"
    ? JSON.stringify(value.slice(0, 200))
    : value === undefined
      ? "missing"
      : "no text";

function faultsOf(
  content: Record<string, unknown>,
  { path, required, max, form }: Field,
  at: At,
): Violation[] {
  const name = path.join(".");
  const value = valueAt(content, path);
  const fault = (code: string, detail: string): Violation[] => [{ code, ...at(path), detail }];
  if (value === undefined || value === "")
    return required ? fault("version-file-field-missing", `\`${name}\` is missing: ${form![1]}.`) : [];
  const [pattern, words] = form ?? [/^/, "text"];
  if (
    typeof value !== "string" ||
    value.length > max ||
    !pattern.test(value) ||
    (name === "date" && !isOnTheCalendar(value))
  )
    return fault(
      "version-file-field-invalid",
      `\`${name}\` must be ${words}, with at most ${max} characters.`,
    );
  return [];
}

/** Date.parse takes the 30th of February for the 2nd of March, and an hour 24. */
function isOnTheCalendar(text: string): boolean {
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return (
    !Number.isNaN(Date.parse(text)) &&
    !/^.{11}24/.test(text) &&
    new Date(midnight).toISOString().startsWith(text.slice(0, 10))
  );
}

/** A version is built from a branch or from a tag: which one decides what its policies are. */
function referenceFaults(content: Record<string, unknown>, at: At): Violation[] {
  const given = ["branch", "tag"].filter((name) => valueAt(content, ["git", name]));
  if (given.length === 1) return [];
  const detail =
    given.length === 0
      ? "`git.branch` or `git.tag` is missing."
      : "`git.branch` and `git.tag` are both there. Keep the one that was built.";
  return [{ code: "version-file-field-missing", ...at(["git"]), detail }];
}

function valueAt(content: unknown, path: readonly string[]): unknown {
  return (
    path.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), content) ?? undefined
  );
}

function metadataOf(content: Record<string, unknown>): VersionMetadata {
  const text = (...path: string[]) => (valueAt(content, path) as string | undefined) || undefined;
  const [branch, tag, message, pullRequest] = ["branch", "tag", "message", "pullRequest"].map((name) =>
    text("git", name),
  );
  const [number, url] = [text("build", "number"), text("build", "url")];
  return {
    date: text("date")!,
    git: {
      sha: text("git", "sha")!,
      ...(branch !== undefined && { branch }),
      ...(tag !== undefined && { tag }),
      committer: text("git", "committer")!,
      ...(message !== undefined && { message }),
      ...(pullRequest !== undefined && { pullRequest }),
    },
    ...((number ?? url) !== undefined && {
      build: { ...(number !== undefined && { number }), ...(url !== undefined && { url }) },
    }),
  };
}

/** The bytes of a version.yml; the same for the same facts, whoever formats them. */
export function formatVersionFile({ app, version, git, build, date }: VersionFile): Uint8Array {
  const { sha, branch, tag, committer, message, pullRequest } = git;
  const content = { app, version, git: { sha, branch, tag, committer, message, pullRequest }, build, date };
  return Buffer.from(stringify(content, { lineWidth: 0 }));
}

/** The app and the version that a folder's version.yml names, as far as it can be read. */
export function identityOfVersionFile(bytes: Uint8Array): { app?: string; version?: string } {
  const { app, version } = rootOf(bytes) ?? {};
  return {
    ...(typeof app === "string" && { app }),
    ...(typeof version === "string" && version !== "" && { version }),
  };
}

function rootOf(bytes: Uint8Array): Record<string, unknown> | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const { documents, faults } = readYaml(bytes, "text");
  const [document]: (YamlDocument | undefined)[] = documents;
  return faults.length === 0 && isRecord(document?.value) ? document.value : undefined;
}
