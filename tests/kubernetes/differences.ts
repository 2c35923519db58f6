import { readFileSync } from "node:fs";

export interface Difference {
  /** `verdict`: we accept what they refuse, or the other way round. `field`: we name another one. */
  what: "verdict" | "field";
}

/** Where we judge otherwise than the API server and Flux did, by file: the table at the end of docs/validation.md. */
export const differences: ReadonlyMap<string, Difference> = new Map(
  [
    ...readFileSync("docs/validation.md", "utf8").matchAll(
      /^\| `([\w-]+)` \| (accepted|refused|other field) \| \S/gm,
    ),
  ].map(([, manifest, here]) => [
    `cases/${manifest}.yaml`,
    { what: here === "other field" ? "field" : "verdict" },
  ]),
);
