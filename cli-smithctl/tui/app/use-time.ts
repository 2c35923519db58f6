import { useEffect, useState } from "react";
import { useFrame } from "./frame.ts";

/** The time in milliseconds, no older than `every` while it ticks; then what uses it is drawn again. */
export function useTicks(every: number, ticks: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticks) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every, ticks]);
  return now;
}

/** The same while the screen is seen. */
export const useNow = (every: number): number => useTicks(every, useFrame().isVisible);

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME = 120;

/** A glyph that turns while something is under way and seen; otherwise nothing is drawn again for it. */
export function useSpinner(isUnderWay: boolean): string {
  const now = useTicks(FRAME, useFrame().isVisible && isUnderWay);
  return frames[Math.floor(now / FRAME) % frames.length]!;
}
