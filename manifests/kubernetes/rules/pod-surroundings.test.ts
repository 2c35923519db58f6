import { describe } from "vitest";
import { check, CONTAINER, pod } from "./pod-for-tests.ts";

const DATA = "volumes: [{name: data}]";

describe("volumes", () => {
  const volume = (source: string) => pod("", `volumes: [{name: data, ${source}}]`);
  const path = "/spec/volumes/0";
  check([
    ["a volume with a name only is empty", pod("volumeMounts: [{name: data, mountPath: /data}]", DATA)],
    [
      "a volume is one thing",
      volume("emptyDir: {}, secret: {secretName: s}"),
      `field-forbidden ${path}/secret`,
    ],
    [
      "a volume is there once",
      pod("", "volumes: [{name: a}, {name: a}]"),
      "value-duplicate /spec/volumes/1/name",
    ],
    [
      "a mount is of a volume",
      pod("volumeMounts: [{name: x, mountPath: /data}]", DATA),
      `value-not-found ${CONTAINER}/volumeMounts/0/name`,
    ],
    ["unless nobody knows", pod('volumeMounts: [{name: "${NAME}", mountPath: /data}]', DATA)],
    [
      "a path is mounted once",
      pod("volumeMounts: [{name: data, mountPath: /d}, {name: data, mountPath: /d}]", DATA),
      `value-duplicate ${CONTAINER}/volumeMounts/1/mountPath`,
    ],
    [
      "a subPath stays inside",
      pod("volumeMounts: [{name: data, mountPath: /d, subPath: ../x}]", DATA),
      `value-invalid ${CONTAINER}/volumeMounts/0/subPath`,
    ],
    [
      "a device is a claim",
      pod("volumeDevices: [{name: data, devicePath: /dev/x}]", DATA),
      `value-invalid ${CONTAINER}/volumeDevices/0/name`,
    ],
    ["a Secret has a name", volume("secret: {}"), `field-required ${path}/secret/secretName`],
    [
      "a mode has nine bits",
      volume("configMap: {name: c, defaultMode: 512}"),
      `value-invalid ${path}/configMap/defaultMode`,
    ],
    [
      "a file's path is relative",
      volume("secret: {secretName: s, items: [{key: k, path: /p}]}"),
      `value-invalid ${path}/secret/items/0/path`,
    ],
    [
      "a file in a volume of the pod has all labels",
      volume("downwardAPI: {items: [{path: p, fieldRef: {fieldPath: metadata.labels}}]}"),
    ],
    [
      "a container is named there",
      volume("downwardAPI: {items: [{path: p, resourceFieldRef: {resource: limits.cpu}}]}"),
      `field-required ${path}/downwardAPI/items/0/resourceFieldRef/containerName`,
    ],
    [
      "projected files do not meet",
      volume(
        "projected: {sources: [{secret: {name: a, items: [{key: k, path: p}]}}, {configMap: {name: b, items: [{key: k, path: p}]}}]}",
      ),
      `value-duplicate ${path}/projected/sources/1/configMap/items/0/path`,
    ],
    [
      "a token needs an account",
      volume("projected: {sources: [{serviceAccountToken: {path: t}}]}"),
      `field-forbidden ${path}/projected/sources/0/serviceAccountToken`,
    ],
    ["a driver's name is a domain", volume("csi: {driver: a_b}"), `value-invalid ${path}/csi/driver`],
    ["NFS has an absolute path", volume("nfs: {server: s, path: p}"), `value-invalid ${path}/nfs/path`],
  ]);
});

describe("security", () => {
  const path = `${CONTAINER}/securityContext`;
  check([
    [
      "a user is a number of 31 bits",
      pod("securityContext: {runAsUser: 2147483648}"),
      `value-invalid ${path}/runAsUser`,
    ],
    [
      "a privileged container gains privileges",
      pod("securityContext: {privileged: true, allowPrivilegeEscalation: false}"),
      `value-invalid ${path}/allowPrivilegeEscalation`,
    ],
    [
      "a profile of the node has a name",
      pod("securityContext: {seccompProfile: {type: Localhost}}"),
      `field-required ${path}/seccompProfile/localhostProfile`,
    ],
    [
      "other profiles have none",
      pod("securityContext: {appArmorProfile: {type: Unconfined, localhostProfile: a}}"),
      `value-invalid ${path}/appArmorProfile/localhostProfile`,
    ],
    [
      "/proc is unmasked for users of the pod only",
      pod("securityContext: {procMount: Unmasked}"),
      `value-invalid ${path}/procMount`,
    ],
    [
      "the network's parameters are the pod's",
      pod("", "hostNetwork: true\nsecurityContext: {sysctls: [{name: net.core.somaxconn, value: '1'}]}"),
      "value-invalid /spec/securityContext/sysctls/0/name",
    ],
    [
      "users of the pod exclude the node's network",
      pod("", "hostUsers: false\nhostNetwork: true"),
      "field-forbidden /spec/hostNetwork",
    ],
    [
      "Windows has no users by number",
      pod("securityContext: {runAsUser: 1}", "os: {name: windows}"),
      `field-forbidden ${path}/runAsUser`,
    ],
    [
      "processes of the node are in its network",
      pod("securityContext: {windowsOptions: {hostProcess: true}}"),
      "value-invalid /spec/hostNetwork",
    ],
    [
      "an annotation names a container",
      pod("", "", "annotations: {container.apparmor.security.beta.kubernetes.io/x: unconfined}"),
      "value-invalid /metadata/annotations/container.apparmor.security.beta.kubernetes.io/x",
    ],
  ]);
});

describe("scheduling and names", () => {
  const spread = (constraint: string) =>
    pod(
      "",
      `topologySpreadConstraints: [{topologyKey: zone, whenUnsatisfiable: DoNotSchedule, ${constraint}}]`,
    );
  const affinity = (requirement: string) =>
    pod(
      "",
      `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [${requirement}]}]}}}`,
    );
  const terms =
    "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0";
  check([
    ["every taint is tolerated with Exists", pod("", "tolerations: [{operator: Exists}]")],
    [
      "without a key it must be Exists",
      pod("", "tolerations: [{value: x}]"),
      "value-invalid /spec/tolerations/0/operator",
    ],
    [
      "comparisons are not there yet",
      pod("", "tolerations: [{key: a, operator: Gt, value: '1'}]"),
      "value-unsupported /spec/tolerations/0/operator",
    ],
    [
      "seconds are for NoExecute",
      pod("", "tolerations: [{key: a, tolerationSeconds: 5}]"),
      "value-invalid /spec/tolerations/0/effect",
    ],
    ["a skew is at least 1", spread("maxSkew: 0"), "value-invalid /spec/topologySpreadConstraints/0/maxSkew"],
    [
      "keys need a selector",
      spread("maxSkew: 1, matchLabelKeys: [a]"),
      "field-forbidden /spec/topologySpreadConstraints/0/matchLabelKeys",
    ],
    [
      "a Pod's own label is asked for once",
      spread("maxSkew: 1, matchLabelKeys: [app], labelSelector: {matchLabels: {app: web}}"),
      "value-invalid /spec/topologySpreadConstraints/0/matchLabelKeys/0",
    ],
    ["In needs values", affinity("{key: a, operator: In}"), `field-required ${terms}/values`],
    [
      "Gt needs one",
      affinity("{key: a, operator: Gt, values: ['1', '2']}"),
      `field-required ${terms}/values`,
    ],
    ["a host name has no dots", pod("", "hostname: a.b"), "value-invalid /spec/hostname"],
    [
      "without the cluster's DNS another one is named",
      pod("", "dnsPolicy: None"),
      "field-required /spec/dnsConfig",
    ],
    [
      "three name servers are enough",
      pod("", "dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}"),
      "value-invalid /spec/dnsConfig/nameservers",
    ],
    [
      "an alias has an address",
      pod("", "hostAliases: [{ip: 10.0.0}]"),
      "value-invalid /spec/hostAliases/0/ip",
    ],
    [
      "a pull secret is there once",
      pod("", "imagePullSecrets: [{name: a}, {name: a}]"),
      "value-duplicate /spec/imagePullSecrets/1/name",
    ],
    ["a priority comes from its class", pod("", "priority: 5"), "field-forbidden /spec/priority"],
    [
      "a pod with gates has no node",
      pod("", "schedulingGates: [{name: a}]\nnodeName: node"),
      "field-forbidden /spec/nodeName",
    ],
  ]);
});
