import { deploymentHead } from "./apps.ts";

/**
 * A version's manifests as a large app has them, by path: Deployments, ConfigMaps and Services in turns, each about as
 * long as asked for, and of another content for each version.
 */
export function manifests(
  version: string,
  { count, bytesOf }: { count: number; bytesOf: (index: number) => number },
): Record<string, string> {
  const files = Array.from({ length: count }, (_, index) => {
    const name = `part-${String(index).padStart(3, "0")}`;
    return [`${name}.yaml`, filled(kinds[index % kinds.length]!, name, version, bytesOf(index))];
  });
  return Object.fromEntries(files) as Record<string, string>;
}

/** From 1 to 4 KiB. */
export const usual = (index: number) => (1 + (index % 4)) * 1024;

interface Kind {
  head: (name: string, version: string) => string;
  /** A line or two of which any number may follow. */
  entry: (number: number) => string;
}

function filled({ head, entry }: Kind, name: string, version: string, bytes: number): string {
  const parts = [head(name, version)];
  let left = bytes - parts[0]!.length;
  for (let number = 0; left > 0; number++) {
    const part = entry(number);
    parts.push(part);
    left -= part.length;
  }
  return parts.join("");
}

const deployment: Kind = {
  head: (name, version) => `${deploymentHead(name, version)}          env:
`,
  entry: (number) =>
    `            - name: SETTING_${number}\n              value: https://${number}.example.com/\n`,
};

const configMap: Kind = {
  head: (name, version) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
  version: "${version}"
`,
  entry: (number) => `  setting-${number}: "https://${number}.example.com/a/path?and=a-query"\n`,
};

const service: Kind = {
  head: (name, version) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/version: "${version}"
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
`,
  entry: (number) => `    - name: port-${number}\n      port: ${8000 + number}\n      targetPort: http\n`,
};

const kinds = [deployment, configMap, service];
