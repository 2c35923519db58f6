/** Offsets into a text. */
interface Place {
  key: number | undefined;
  value: number;
}

/** Where everything is that a reader makes of a text. */
export class Places {
  private readonly ofContainers = new Map<unknown, Map<string | number, Place>>();

  /** Of what is in a list, or at a key of a map. */
  note(container: unknown, step: string | number, value: number, key?: number): void {
    const known = this.ofContainers.get(container);
    if (known) known.set(step, { key, value });
    else this.ofContainers.set(container, new Map([[step, { key, value }]]));
  }

  /** The offset of what is at a path in a value that begins at `start`, or of the nearest thing around it. */
  offsetOf(value: unknown, start: number, path: readonly (string | number)[]): number {
    let offset = start;
    let within = value;
    for (const [depth, step] of path.entries()) {
      const place = this.ofContainers.get(within)?.get(step);
      if (!place) return offset;
      // A key says more than the value, which may be on another line.
      offset = (depth === path.length - 1 ? place.key : undefined) ?? place.value;
      within = (within as Record<string | number, unknown>)[step];
    }
    return offset;
  }
}
