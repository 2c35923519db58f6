import { expect, test } from "vitest";
import { found } from "./rules-for-tests.ts";

const object = (apiVersion: string, kind: string, rest: string) =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: disk }, ${rest} }`;
const claim = (spec: string) => object("v1", "PersistentVolumeClaim", `spec: { ${spec} }`);
const SIZE = "resources: { requests: { storage: 1Gi } }";
const ONCE = "accessModes: [ReadWriteOnce]";
const volume = (spec: string) =>
  object("v1", "PersistentVolume", `spec: { ${ONCE}, capacity: { storage: 1Gi }, ${spec} }`);
const DISK = "hostPath: { path: /data }";
const NODES = "{ nodeSelectorTerms: [{ matchExpressions: [{ key: zone, operator: Exists }] }] }";
const storageClass = (rest: string) => object("storage.k8s.io/v1", "StorageClass", rest);
const driver = (spec: string) => object("storage.k8s.io/v1", "CSIDriver", `spec: { ${spec} }`);

test.each([
  ["a claim", claim(`${ONCE}, ${SIZE}`), undefined],
  ["a claim without a spec", object("v1", "PersistentVolumeClaim", ""), "field-required /spec"],
  ["a claim of no size", claim(ONCE), "field-required /spec/resources/requests/storage"],
  [
    "a claim of nothing",
    claim(`${ONCE}, resources: { requests: { storage: 0 } }`),
    "value-invalid /spec/resources/requests/storage",
  ],
  ["a claim without a mode", claim(SIZE), "field-required /spec/accessModes"],
  [
    "a mode that stands alone",
    claim(`accessModes: [ReadWriteOnce, ReadWriteOncePod], ${SIZE}`),
    "field-forbidden /spec/accessModes",
  ],
  ["a claim of the default class", claim(`${ONCE}, ${SIZE}, storageClassName: ""`), undefined],
  [
    "a class with a wrong name",
    claim(`${ONCE}, ${SIZE}, storageClassName: Fast_one`),
    "value-invalid /spec/storageClassName",
  ],
  [
    "a source of no group",
    claim(`${ONCE}, ${SIZE}, dataSourceRef: { kind: VolumeSnapshot, name: a }`),
    "value-invalid /spec/dataSourceRef/kind",
  ],
  [
    "two sources that differ",
    claim(
      `${ONCE}, ${SIZE}, dataSource: { kind: PersistentVolumeClaim, name: a }, dataSourceRef: { kind: PersistentVolumeClaim, name: b }`,
    ),
    "value-invalid /spec/dataSource",
  ],
  [
    "a source that the server leaves out is a warning",
    claim(`${ONCE}, ${SIZE}, dataSource: { kind: Backup, name: a, apiGroup: example.com }`),
    undefined,
  ],
  ["a volume", volume(DISK), undefined],
  ["a volume of nothing", volume("storageClassName: fast"), "field-required /spec"],
  ["a volume of two kinds", volume(`${DISK}, nfs: { server: a, path: /b }`), "field-forbidden /spec/nfs"],
  [
    "a volume with more than storage",
    object(
      "v1",
      "PersistentVolume",
      `spec: { ${ONCE}, capacity: { storage: 1Gi, cpu: 1 }, hostPath: { path: /a } }`,
    ),
    "value-unsupported /spec/capacity/cpu",
  ],
  ["a local volume on some node", volume("local: { path: /mnt }"), "field-required /spec/nodeAffinity"],
  ["a local volume", volume(`local: { path: /mnt }, nodeAffinity: { required: ${NODES} }`), undefined],
  [
    "a recycled host",
    volume("hostPath: { path: / }, persistentVolumeReclaimPolicy: Recycle"),
    "field-forbidden /spec/persistentVolumeReclaimPolicy",
  ],
  [
    "a secret without a namespace",
    volume("csi: { driver: a.b, volumeHandle: c, nodePublishSecretRef: { name: d } }"),
    "field-required /spec/csi/nodePublishSecretRef/namespace",
  ],
  ["attributes without CSI", volume(`${DISK}, volumeAttributesClassName: fast`), "field-required /spec/csi"],
  ["a class", storageClass("provisioner: Example.com/nfs"), undefined],
  ["a provisioner's name", storageClass("provisioner: a/b/c"), "value-invalid /provisioner"],
  [
    "a class that recycles",
    storageClass("provisioner: a.b/c, reclaimPolicy: Recycle"),
    "value-unsupported /reclaimPolicy",
  ],
  [
    "a topology that is there twice",
    storageClass(
      "provisioner: a.b/c, allowedTopologies: [{ matchLabelExpressions: [{ key: zone, values: [a, b] }] }, { matchLabelExpressions: [{ key: zone, values: [b, a] }] }]",
    ),
    "value-duplicate /allowedTopologies/1/matchLabelExpressions",
  ],
  [
    "attributes of nothing",
    object("storage.k8s.io/v1", "VolumeAttributesClass", "driverName: a.b"),
    "field-required /parameters",
  ],
  ["a driver", driver("attachRequired: false"), undefined],
  ["a policy for groups", driver("fsGroupPolicy: Files"), "value-unsupported /spec/fsGroupPolicy"],
  [
    "tokens that are there twice",
    driver("tokenRequests: [{ audience: a }, { audience: a }]"),
    "value-duplicate /spec/tokenRequests/1/audience",
  ],
  [
    "an attachment of nothing",
    object("storage.k8s.io/v1", "VolumeAttachment", "spec: { attacher: a.b, nodeName: node, source: {} }"),
    "field-required /spec/source",
  ],
])("%s", (_sentence, yaml, expected) => {
  expect(found(yaml)).toEqual(expected === undefined ? [] : [expected]);
});

test("the metadata of a StatefulSet's claims is not looked at", () => {
  const yaml = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: nginx }] } }
  volumeClaimTemplates: [{ metadata: { name: data, labels: { a b: c } }, spec: { ${ONCE}, ${SIZE} } }]
`;
  expect(found(yaml)).toEqual([]);
});
