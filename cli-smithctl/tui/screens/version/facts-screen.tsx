import { useArea } from "../../app/frame.ts";
import { useScroll } from "../../app/use-window.ts";
import { Screen } from "../../components/screen.tsx";
import type { Line } from "../../text/line.ts";

interface Props {
  title: string;
  facts: readonly Line[];
  close: () => void;
}

/** All that is known of a version, however much that is. */
export function FactsScreen({ title, facts, close }: Props) {
  const { height } = useArea();
  const { top, actions } = useScroll(facts.length, height);
  return (
    <Screen
      title={title}
      body={facts.slice(top)}
      actions={[{ keys: ["esc"], title: "back to the files", footer: "files", run: close }, ...actions]}
    />
  );
}
