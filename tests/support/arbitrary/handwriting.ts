import fc from "fast-check";
import { Document, isScalar, visit, type Scalar } from "yaml";
import { plainLine } from "./text.ts";

/** How a map of texts is written down as YAML. */
export interface Hand {
  /** One after another, for whatever takes it. */
  styles: Scalar.Type[];
  flow: boolean;
  backwards: boolean;
  /** Keys that nobody knows. */
  more: [string, string][];
  comment: string;
  crlf: boolean;
  bom: boolean;
  utf16: boolean;
  finalNewline: boolean;
}

export const hands: fc.Arbitrary<Hand> = fc.record({
  styles: fc.array(
    fc.constantFrom<Scalar.Type>("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"),
    { minLength: 1, maxLength: 5 },
  ),
  flow: fc.boolean(),
  backwards: fc.boolean(),
  more: fc.uniqueArray(
    fc.tuple(
      plainLine(20).filter((key) => !["app", "version", "git", "build", "date"].includes(key)),
      plainLine(20),
    ),
    { selector: ([key]) => key, maxLength: 2 },
  ),
  comment: plainLine(60),
  crlf: fc.boolean(),
  bom: fc.boolean(),
  utf16: fc.boolean(),
  finalNewline: fc.boolean(),
});

/** As people write. */
export const plainHand: Hand = {
  styles: ["PLAIN"],
  flow: false,
  backwards: false,
  more: [],
  comment: "-",
  crlf: false,
  bom: false,
  utf16: false,
  finalNewline: true,
};

/** The YAML of a map, in which every scalar is text. */
export function writtenBy(hand: Hand, given: object): string {
  const { styles, flow, backwards, more, comment, crlf, finalNewline } = hand;
  const entries = [...Object.entries(given), ...more];
  const content = Object.fromEntries(backwards ? entries.reverse() : entries);
  // Failsafe, because there every scalar is text: nothing is quoted only for looking like a number.
  const document = new Document(content, { schema: "failsafe" });
  let seen = 0;
  visit(document, (key, node) => {
    if (!isScalar(node) || key === "key") return;
    // What YAML takes only as an escape is written as one.
    node.type = /\p{C}/u.test(String(node.value)) ? "QUOTE_DOUBLE" : styles[seen++ % styles.length]!;
  });
  const text = `# ${comment}\n${document.toString({ lineWidth: 0, collectionStyle: flow ? "flow" : "block" })}`;
  const ended = finalNewline ? text : text.trimEnd();
  return crlf ? ended.replaceAll("\n", "\r\n") : ended;
}

/** A text as bytes. */
export function encodedBy({ bom, utf16 }: Hand, text: string): Uint8Array {
  if (utf16) return Buffer.from(`\ufeff${text}`, "utf16le");
  return Buffer.from(bom ? `\ufeff${text}` : text);
}
