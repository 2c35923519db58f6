const NEXT = "\ndiff --git ";

/**
 * Cuts the patch that git prints into one part for each header, while it arrives: nothing but a header begins a line with
 * `diff --git`, since each line of content has a mark before it. Sizes are in bytes.
 */
export function splitPatch(limits: { each: number; all: number }) {
  const parts: (Buffer | undefined)[] = [];
  let kept = 0;
  let pending = Buffer.alloc(0);
  let searched = 0;
  let isTooLong = false;
  /** Whether there is room for more. */
  const finish = (part: Buffer): boolean => {
    isTooLong ||= part.length > limits.each;
    const hasRoom = isTooLong || kept + part.length <= limits.all;
    parts.push(isTooLong || !hasRoom ? undefined : Buffer.from(part));
    if (!isTooLong) kept += part.length;
    isTooLong = false;
    return hasRoom;
  };
  return {
    /** Takes what git printed next; false once no more is wanted. */
    take(chunk: Buffer): boolean {
      pending = Buffer.concat([pending, chunk]);
      for (let at; (at = pending.indexOf(NEXT, searched)) >= 0; searched = 0) {
        if (!finish(pending.subarray(0, at + 1))) return false;
        pending = pending.subarray(at + 1);
      }
      isTooLong ||= pending.length > limits.each;
      // Of what is not kept only the end matters: a header may have begun there.
      if (isTooLong) pending = pending.subarray(-NEXT.length);
      searched = Math.max(0, pending.length - NEXT.length);
      return true;
    },
    /** The parts in their order, undefined for each that is too long; the last only where git came to its end. */
    parts(isComplete: boolean): readonly (Buffer | undefined)[] {
      if (isComplete && pending.length > 0) finish(pending);
      return parts;
    },
  };
}
