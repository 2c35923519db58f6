import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SCHEMAS } from "./kubeconform.ts";

const run = promisify(execFile);

/** Prints the names of the files that hold a document which its strict schema refuses; others it cannot read. */
const SCRIPT = `
import sys, yaml, kubernetes_validate
for name in sys.argv[2:]:
    try:
        documents = list(yaml.safe_load_all(open(name, "rb")))
    except Exception:
        continue
    for document in documents:
        try:
            kubernetes_validate.validate(document, sys.argv[1], strict=True)
        except kubernetes_validate.ValidationError:
            print(name)
        except Exception:
            pass
`;

/** Those of the files that kubernetes-validate, installed in `folder`, refuses. */
export async function refusedByKubernetesValidate(folder: string, files: string[]): Promise<Set<string>> {
  const { stdout } = await run("python3", ["-c", SCRIPT, SCHEMAS.slice(1), ...files], {
    env: { ...process.env, PYTHONPATH: folder },
    maxBuffer: 16 * 1024 * 1024,
  });
  return new Set(stdout.split("\n").filter((line) => line !== ""));
}
