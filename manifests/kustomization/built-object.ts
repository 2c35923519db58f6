import type { ManifestObject } from "../objects.ts";
import type { Place } from "./content.ts";

/** An object as it comes out of the build: kustomizations around it may have set its name and namespace. */
export interface BuiltObject {
  object: ManifestObject;
  name: string;
  namespace?: string | undefined;
  /** What it was called so far, first as it was written: what is said of it further up may use any of them. */
  ids: readonly Id[];
  /** Whether something that is not followed may have given it another name. */
  isRenamed?: boolean;
  /** Whether a generator made it. */
  isGenerated?: boolean;
  /** Whether a kustomization below may have set labels, replicas and the like. */
  isTransformed?: boolean;
  /** What patches made of it; absent where none was for it. */
  patched?: Patched | "not followed";
}

export interface Id {
  name: string;
  namespace?: string | undefined;
}

/** What operations of JSON Patch made of an object as it was written. */
export interface Patched {
  value: unknown;
  /** The last of the patches. */
  at: Place;
}
