import { Text } from "ink";
import { fitted, type Line } from "../text/line.ts";
import { painted } from "../text/styles.ts";

interface Props {
  lines: readonly Line[];
  width: number;
  colours: boolean;
}

/** Rows, each exactly as wide as the screen: one text for all, because every box costs time in every frame. */
export const Lines = ({ lines, width, colours }: Props) => (
  <Text wrap="truncate">{lines.map((line) => painted(fitted(line, width), colours)).join("\n")}</Text>
);
