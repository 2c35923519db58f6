/** A definition of custom resources, and a resource that is not as it says at line 6, column 3. */
export const caches = {
  definition: `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: caches.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Cache, plural: caches }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { size: { type: integer } } } }
`,
  wrong: "apiVersion: example.com/v1\nkind: Cache\nmetadata:\n  name: a\nspec:\n  size: big\n",
};
