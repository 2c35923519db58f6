import { globSync, readFileSync } from "node:fs";

export interface Block {
  /** The line in the file at which it begins. */
  line: number;
  text: string;
  /** What the fence says beside `sh`: `run`, `fails` (run, and must fail) or `example` (only shown); empty where it says nothing. */
  mark: string;
}

/** The texts for people, and each one's name in the repository. */
export const documents = globSync(["*.md", "docs/**/*.md"]).sort();

export const read = (document: string) => readFileSync(document, "utf8");

/** The shell commands of a text. */
export function shellBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```sh *(.*)\n([^]*?)^```$/gm)].map(
    ({ 1: mark = "", 2: text = "", index }) => ({
      line: markdown.slice(0, index).split("\n").length,
      text,
      mark,
    }),
  );
}
