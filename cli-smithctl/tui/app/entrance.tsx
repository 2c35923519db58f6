import { useWindowSize } from "ink";
import { useRef } from "react";
import { exitCodes, type ExitCode } from "../../../clients/exit-codes.ts";
import { LoginScreen } from "../screens/login.tsx";
import { FrameContext } from "./frame.ts";
import type { KeyName } from "./keys.ts";
import { useKeyboard } from "./use-keyboard.ts";

interface Props {
  colours: boolean;
  copy: (text: string) => void;
  quit: (code: ExitCode) => void;
}

/** Before there is a smithd to show anything of. */
export function Entrance({ colours, copy, quit }: Props) {
  const { columns, rows } = useWindowSize();
  const handle = useRef<(key: KeyName) => void>(() => {});
  useKeyboard((key) => (key === "ctrl+c" ? quit(exitCodes.interrupted) : handle.current(key)));
  const takeKeys = (take: (key: KeyName) => void) => void (handle.current = take);
  return (
    <FrameContext
      value={{ columns, rows, colours, copy, isVisible: true, status: [], actions: [], takeKeys }}
    >
      <LoginScreen
        why="It is not known yet where smithd is, or with which API key."
        cancel={() => quit(exitCodes.ok)}
      />
    </FrameContext>
  );
}
