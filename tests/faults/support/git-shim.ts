import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * What happens around one git command of smithd's: smithd is killed before it runs, or just as it starts, which it
 * survives, or when it has ended and smithd does not know yet; or smithd is stopped (SIGSTOP) while it runs, or the two
 * of them are, until `release`.
 */
export type Happening = "kill-before" | "kill-during" | "kill-after" | "stop-during" | "stop-before";

export interface GitShim {
  /** To come first on the PATH of smithd. */
  folder: string;
  /** For the next `nth` run of a git command such as push. */
  arm(command: string, happening: Happening, nth?: number): Promise<void>;
  disarm(): Promise<void>;
  /** Whether what was armed has happened. */
  fired(): boolean;
  /** Lets a git command go on that waits before it runs. */
  release(): Promise<void>;
}

const script = (git: string, control: string) => `#!/bin/sh
command=
skip=
for word in "$@"; do
  if [ -n "$skip" ]; then skip=; continue; fi
  case $word in
    -c) skip=1 ;;
    -*) ;;
    *) command=$word; break ;;
  esac
done
armed=${control}/armed.$command
[ -e "$armed" ] && mv "$armed" "${control}/taken.$$" 2>/dev/null || exec ${git} "$@"
read -r happening nth < "${control}/taken.$$"
if [ "$nth" -gt 1 ]; then
  echo "$happening $((nth - 1))" > "${control}/taken.$$"
  mv "${control}/taken.$$" "$armed"
  exec ${git} "$@"
fi
: > ${control}/fired
case $happening in
  kill-before) kill -KILL $PPID; exit 1 ;;
  kill-during) kill -KILL $PPID ;;
  kill-after) ${git} "$@"; kill -KILL $PPID; exit 1 ;;
  stop-during) kill -STOP $PPID ;;
  stop-before)
    kill -STOP $PPID
    # Not for ever, should nobody be left to let it go on.
    waited=0
    while [ ! -e ${control}/go ] && [ $waited -lt 1200 ]; do sleep 0.1; waited=$((waited + 1)); done ;;
esac
exec ${git} "$@"
`;

/** Makes a command named git that does what the real one does, and what it was armed with. */
export async function makeGitShim(folder: string): Promise<GitShim> {
  const [shims, control] = [join(folder, "shims"), join(folder, "control")];
  await mkdir(shims, { recursive: true });
  await mkdir(control, { recursive: true });
  const git = execFileSync("/bin/sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  await writeFile(join(shims, "git"), script(git, control));
  await chmod(join(shims, "git"), 0o755);
  const clear = async () => {
    await rm(control, { recursive: true, force: true });
    await mkdir(control);
  };
  return {
    folder: shims,
    async arm(command, happening, nth = 1) {
      await clear();
      await writeFile(join(control, `armed.${command}`), `${happening} ${nth}\n`);
    },
    disarm: clear,
    fired: () => existsSync(join(control, "fired")),
    release: () => writeFile(join(control, "go"), ""),
  };
}
