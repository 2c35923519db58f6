import { createContext, use } from "react";
import type { Line } from "../text/line.ts";
import type { Action } from "./action.ts";
import type { KeyName } from "./keys.ts";

/** What surrounds a screen, whichever it is. */
export interface Frame {
  columns: number;
  rows: number;
  colours: boolean;
  /** Whether this screen is the one on top; the others stay as they are, unseen. */
  isVisible: boolean;
  /** Which smithd this is, and how the connection to it is, for the top of the screen. */
  status: Line;
  /** What can be done on every screen. */
  actions: readonly Action[];
  /** The visible screen says here what keys mean, and that it says so no more. */
  takeKeys: (handle: ((key: KeyName) => void) | undefined) => void;
  /** Puts a text into the clipboard of the person's terminal. */
  copy: (text: string) => void;
}

export const FrameContext = createContext<Frame | undefined>(undefined);

export function useFrame(): Frame {
  const frame = use(FrameContext);
  if (!frame) throw new Error("a screen is drawn outside of the app");
  return frame;
}

/** One row for the title, one for notices, one for keys. */
const AROUND = 3;

/** What a screen may fill. */
export function useArea(): { width: number; height: number } {
  const { columns, rows } = useFrame();
  return { width: columns, height: Math.max(1, rows - AROUND) };
}
