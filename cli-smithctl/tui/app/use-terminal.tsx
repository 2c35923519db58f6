import { useWindowSize } from "ink";
import type { ReactNode } from "react";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { Lines } from "../components/lines.tsx";
import { ours } from "../text/line.ts";
import type { Frame } from "./frame.ts";
import { useTakenKeys } from "./use-keyboard.ts";

const LEAST = { columns: 40, rows: 10 };

/** What a terminal is drawn and left with. */
export interface Look {
  colours: boolean;
  /** Puts a text into its clipboard. */
  copy: (text: string) => void;
  quit: (code: ExitCode) => void;
}

interface Terminal {
  terminal: Pick<Frame, "columns" | "rows" | "colours" | "copy" | "takeKeys">;
  /** What is drawn instead of a screen where there is too little room for one. */
  tooSmall: ReactNode;
}

/** The terminal that a person sits at, as it is now. */
export function useTerminal({ colours, copy, quit }: Look): Terminal {
  const { columns, rows } = useWindowSize();
  const takeKeys = useTakenKeys(quit);
  const sentence = `smithctl needs ${LEAST.columns}×${LEAST.rows}; this is ${columns}×${rows}.`;
  const isTooSmall = columns < LEAST.columns || rows < LEAST.rows;
  return {
    terminal: { columns, rows, colours, copy, takeKeys },
    tooSmall: isTooSmall && <Lines lines={[[ours(sentence)]]} width={columns} colours={colours} />,
  };
}
