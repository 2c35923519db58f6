import type { Fault } from "../generated/api.ts";
import { exitCodes } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";

export type { Fault };

export interface CommandErrorOptions {
  exitCode?: ExitCode;
  /** The single faults, where there are several. */
  errors?: Fault[];
  /** The text of a file that faults are in, to be shown around them; undefined where it cannot be shown. */
  textOf?: (file: string) => string | undefined;
  /** What to do, as a sentence. */
  next?: string;
  cause?: unknown;
}

/** A failure that its reader can act on. Anything else that is thrown is a bug of ours. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  readonly errors: Fault[];
  readonly textOf: ((file: string) => string | undefined) | undefined;
  readonly next: string | undefined;

  constructor(message: string, options: CommandErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.exitCode = options.exitCode ?? exitCodes.failed;
    this.errors = options.errors ?? [];
    this.textOf = options.textOf;
    this.next = options.next;
  }
}

/** The command line, the environment or the config file cannot be understood. */
export class UsageError extends CommandError {
  constructor(message: string, next?: string) {
    super(message, { exitCode: exitCodes.usage, ...(next === undefined ? {} : { next }) });
  }
}

/** Somebody pressed Ctrl-C, or the process was told to end. */
export class Interrupted extends CommandError {
  constructor() {
    super("Interrupted.", { exitCode: exitCodes.interrupted });
  }
}
