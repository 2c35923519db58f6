import { expect, test } from "vitest";
import { renderFolder } from "./render.ts";

const render = (files: Record<string, string>, environment: string, namespace?: string) =>
  Object.fromEntries(
    renderFolder({
      environment,
      files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
      ...(namespace !== undefined && { namespace }),
    }).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
  );

test("an environment's own files replace those of the same path, and other environments' are left out", () => {
  const files = {
    "version.yml": "v",
    "a.yaml": "a",
    "environments/production/a.yaml": "p",
    "environments/production/b/c.yaml": "c",
    "environments/staging/d.yaml": "d",
  };
  expect(render(files, "production", "shop")).toEqual({
    "version.yml": "v",
    "a.yaml": "p",
    "b/c.yaml": "c",
    "kustomization.yaml":
      "# Written by smithd on each deployment.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\nresources:\n  - a.yaml\n  - b/c.yaml\n",
  });
  expect(Object.keys(render(files, "test")).sort()).toEqual(["a.yaml", "kustomization.yaml", "version.yml"]);
});

test("a folder with a kustomization of its own is listed as a folder", () => {
  const files = {
    "version.yml": "",
    "a.yaml": "",
    "x/kustomization.yml": "",
    "x/y/kustomization.yaml": "",
    "x/b.yaml": "",
    "z/c.json": "",
  };
  expect(render(files, "staging")["kustomization.yaml"]).toMatch(
    /resources:\n {2}- a\.yaml\n {2}- x\n {2}- z\/c\.json\n$/,
  );
});

test("a kustomization that the version brings is left as it is", () => {
  const files = { "version.yml": "", "a.yaml": "", "kustomization.yml": "resources: [a.yaml]\n" };
  expect(render(files, "staging", "shop")).toEqual(files);
});

test("names that YAML would read as something else are quoted", () => {
  expect(render({ "version.yml": "", "true/1.yaml": "" }, "staging", "123")["kustomization.yaml"]).toContain(
    'namespace: "123"',
  );
});
