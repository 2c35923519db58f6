import type { ManifestObject } from "../objects.ts";

/** An object as it comes out of the build: kustomizations around it may have set its name and namespace. */
export interface BuiltObject {
  object: ManifestObject;
  name: string;
  namespace?: string;
  /** Whether a generator made it. */
  isGenerated?: boolean;
}
