/** A command line that cannot be meant, as a sentence. */
export class UsageError extends Error {}
