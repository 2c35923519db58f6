import { execFile } from "node:child_process";
import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { goTool } from "../go-tool.ts";
import { pythonPackage } from "../python-package.ts";

const run = promisify(execFile);

/** Of the schemas in the package below; the one that ours are of. */
export const SCHEMAS = "v1.36.0";

export interface Kubeconform {
  file: string;
  /** What it is told so that it finds the strict schemas. */
  args: string[];
}

/** kubeconform with strict schemas of its own, for it fetches them otherwise. Rejects where it cannot be had. */
export async function kubeconform(): Promise<Kubeconform> {
  const [file, folder] = await Promise.all([
    goTool("github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0"),
    kubernetesValidate(),
  ]);
  const schemas = join(folder, "..", `kubeconform-schemas-${SCHEMAS}`);
  if (!(await isThere(schemas))) await flatten(folder, schemas);
  const location = join(schemas, "{{ .ResourceKind }}{{ .KindSuffix }}.json");
  return { file, args: ["-strict", "-schema-location", location] };
}

/** The folder of PyPI's kubernetes-validate, which brings schemas. Rejects where it cannot be had. */
export const kubernetesValidate = (): Promise<string> => pythonPackage("kubernetes-validate==1.37.0");

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

interface Schema {
  $id?: unknown;
  $schema?: unknown;
  $defs?: Record<string, unknown>;
}

/** The package's schemas refer to one big file by an address; these hold whatever they refer to themselves. */
async function flatten(folder: string, into: string): Promise<void> {
  const from = join(folder, "kubernetes_validate", "kubernetes-json-schema", `${SCHEMAS}-local-strict`);
  const parse = async (name: string) => JSON.parse(await readFile(join(from, name), "utf8")) as Schema;
  const { $defs = {} } = await parse("_definitions.json");
  const names = (await run("ls", [from])).stdout.split("\n").filter((name) => /^[a-z].*\.json$/.test(name));
  const made = `${into}.${process.pid}`;
  await mkdir(made, { recursive: true });
  for (const name of names.filter((each) => each !== "all.json")) {
    const schema = { ...(await parse(name)), $id: undefined, $schema: undefined };
    const used = reached(schema, $defs);
    const whole = { ...schema, $defs: Object.fromEntries(used.map((each) => [each, $defs[each]])) };
    await writeFile(join(made, name), JSON.stringify(whole).replaceAll("/api/_definitions.json#", "#"));
  }
  await rename(made, into);
}

function reached(schema: object, definitions: Record<string, unknown>): string[] {
  const seen = new Set<string>();
  const open = referencesIn(schema);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...referencesIn(definitions[name] as object));
  }
  return [...seen];
}

const referencesIn = (schema: object): string[] =>
  [...JSON.stringify(schema).matchAll(/"\$ref":"[^"]*#\/\$defs\/([^"]+)"/g)].map(([, name]) => name!);

/** Those of the files that it refuses, by its schemas. */
export async function refusedByKubeconform(
  { file, args }: Kubeconform,
  files: string[],
): Promise<Set<string>> {
  const given = [...args, "-ignore-missing-schemas", "-output", "json", ...files];
  // It ends with 1 where something is refused.
  const { stdout } = await run(file, given, { maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  const { resources } = JSON.parse(stdout) as { resources: { filename: string; status: string }[] };
  return new Set(
    resources.filter(({ status }) => status === "statusInvalid").map(({ filename }) => filename),
  );
}
