import { connectionFlags } from "../../../clients/terminal/command-line.ts";

/** What can be said of an app beside its name. */
export const appFlags = {
  ...connectionFlags,
  description: { type: "string" },
  sourceUrl: { type: "string" },
  namespace: { type: "string" },
} as const;

interface AppFields {
  description?: string;
  sourceUrl?: string;
  namespace?: string;
}

export function givenFields(flags: { [K in keyof AppFields]: AppFields[K] | undefined }): AppFields {
  const { description, sourceUrl, namespace } = flags;
  return {
    ...(description === undefined ? {} : { description }),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}
