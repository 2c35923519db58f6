/** Paths of files, as volumes and mounts name them. Source: pkg/apis/core/validation/validation.go. */
import { invalid, quote, type Check } from "../rules/rule.ts";

const goesUp = (path: string) => path.split("/").includes("..");

/** validatePathNoBacksteps. */
export const pathWithoutBacksteps: Check<string> = (path, report) => {
  if (goesUp(path)) report([], invalid(`${quote(path)} has a step \`..\`. Write the path without it.`));
};

/** validateLocalDescendingPath. */
export const relativePath: Check<string> = (path, report) => {
  if (path.startsWith("/")) report([], invalid(`${quote(path)} begins with \`/\`. Write a relative path.`));
  pathWithoutBacksteps(path, report);
};

/** ValidateLocalNonReservedPath: Kubernetes keeps names that begin with two dots for itself. */
export const fileInVolume: Check<string> = (path, report) => {
  relativePath(path, report);
  if (path.startsWith("..") && !goesUp(path))
    report([], invalid(`${quote(path)} begins with \`..\`. Begin it with something else.`));
};
