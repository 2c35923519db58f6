import { Box, Text, Transform } from "ink";
import { cutTo, type Line } from "../text/line.ts";
import { painted } from "../text/styles.ts";

interface Props {
  lines: readonly Line[];
  width: number;
  colours: boolean;
}

/**
 * Rows as wide as the screen at the most. Ink lays out a space for each, in whose place the row comes only when it is written:
 * it would take every character apart three times otherwise, which is most of the time from a key to its frame. Without the
 * spaces at their ends, because each character costs time in every frame.
 */
export const Lines = ({ lines, width, colours }: Props) => (
  <Box flexDirection="column">
    {lines.map((line, row) => (
      <Transform key={row} transform={() => painted(cutTo(line, width), colours).trimEnd()}>
        <Text> </Text>
      </Transform>
    ))}
  </Box>
);
