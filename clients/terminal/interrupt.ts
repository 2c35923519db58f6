import { Interrupted } from "../errors.ts";

/**
 * A signal that is aborted with Interrupted on Ctrl-C or SIGTERM, so that work ends in order. The second time
 * `leave` is called at once.
 */
export function interruptSignal(leave: () => void): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) leave();
    controller.abort(new Interrupted());
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const dispose = () => process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  return { signal: controller.signal, dispose };
}
