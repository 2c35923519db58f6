import { Text } from "ink";
import { cutTo, type Line } from "../text/line.ts";
import { painted } from "../text/styles.ts";

interface Props {
  lines: readonly Line[];
  width: number;
  colours: boolean;
}

/**
 * Rows as wide as the screen at the most: one text for all of them, because every box costs time in every frame, and
 * without the spaces at their ends, because so does every character.
 */
export const Lines = ({ lines, width, colours }: Props) => (
  <Text wrap="truncate">
    {lines.map((line) => painted(cutTo(line, width), colours).trimEnd() || " ").join("\n")}
  </Text>
);
