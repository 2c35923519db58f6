import { onTestFinished, vi } from "vitest";

/** It stays this time, in UTC, until the test ends. */
export function stopClock(time: string): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(time) });
  vi.stubEnv("TZ", "UTC");
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });
}
