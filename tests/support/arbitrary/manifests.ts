import fc from "fast-check";
import { plainLine } from "./text.ts";

/** A file of ConfigMaps, and how it is written down. */
export interface ManifestPlan {
  form: "yaml" | "json" | "comment" | "empty";
  /** One for each object. */
  values: string[];
  comment: string;
  /** Lines that hold nothing but so many blanks, and blanks at the ends of others. */
  blanks: number[];
  indent: number;
  newline: "\n" | "\r\n";
  finalNewline: boolean;
  encoding: "plain" | "bom" | "utf16";
}

const likely = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const manifestsOf = (form: fc.Arbitrary<ManifestPlan["form"]>): fc.Arbitrary<ManifestPlan> =>
  fc.record({
    form,
    values: fc.array(plainLine(40), { minLength: 1, maxLength: 3 }),
    comment: plainLine(40),
    blanks: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
    indent: fc.integer({ min: 1, max: 5 }),
    newline: likely<"\n" | "\r\n">("\n", "\r\n"),
    finalNewline: fc.boolean(),
    encoding: likely<ManifestPlan["encoding"]>("plain", "bom", "utf16"),
  });

export const objectFiles = manifestsOf(likely<ManifestPlan["form"]>("yaml", "json"));
/** Some hold no object at all. */
export const manifestFiles = manifestsOf(likely<ManifestPlan["form"]>("yaml", "json", "comment", "empty"));

/** The file's bytes; its objects are named after `name`. */
export function manifestOf(plan: ManifestPlan, name: string): Uint8Array {
  const { form, comment, newline, finalNewline, encoding } = plan;
  if (form === "empty") return new Uint8Array();
  const written = {
    comment: () => `# ${comment}\n\n`,
    json: () => json(plan, name),
    yaml: () => yaml(plan, name),
  };
  const lines = written[form]();
  const text = (finalNewline ? lines : lines.trimEnd()).replaceAll("\n", newline);
  if (encoding === "utf16") return Buffer.from(`\ufeff${text}`, "utf16le");
  return Buffer.from((encoding === "bom" ? "\ufeff" : "") + text);
}

function json({ values, indent }: ManifestPlan, name: string): string {
  const items = values.map((value, index) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `${name}-${index}` },
    data: { value },
  }));
  const content = items.length === 1 ? items[0] : { apiVersion: "v1", kind: "List", items };
  return `${JSON.stringify(content, undefined, indent)}\n`;
}

function yaml({ values, comment, blanks, indent }: ManifestPlan, name: string): string {
  const blank = (index: number) => " ".repeat(blanks[index % blanks.length]!);
  const step = " ".repeat(indent);
  const documents = values.map((value, index) =>
    [
      `# ${comment}`,
      `apiVersion: v1${blank(index)}`,
      `kind: ConfigMap${blank(index + 1)} # ${comment}`,
      blank(index),
      `metadata: {name: ${name}-${index}}`,
      "data:",
      `${step}quoted: ${JSON.stringify(value)}`,
      `${step}'single': '${value.replaceAll("'", "''")}'`,
      `${step}block: |+`,
      `${step}${step}${value}${blank(index + 2)}`,
      "",
      blank(index + 1),
      "",
    ].join("\n"),
  );
  return documents.join(`---${blank(0)}\n`);
}
