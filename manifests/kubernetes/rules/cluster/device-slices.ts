/** The main rules of ResourceSlices, which drivers write. Source: pkg/apis/resource/validation, ValidateResourceSlice. */
import { dnsLabel, dnsSubdomain, isDnsSubdomain, labelValue, qualifiedName } from "../../formats/names.ts";
import { mostItems } from "../most-items.ts";
import { exactlyOne } from "../one-of-fields.ts";
import { csiDriver } from "../pod/volume-sources.ts";
import {
  all,
  between,
  eachKey,
  has,
  invalid,
  list,
  must,
  notNegative,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { isDeviceName } from "./devices.ts";

const DEVICES_MAX = 128;
const TAINTS_MAX = 16;
const VALUE_MAX = 64;
const VALUES = ["bool", "int", "string", "version", "bools", "ints", "strings", "versions"];
const OF_DEVICE = ["nodeName", "nodeSelector", "allNodes"];
const NODES = ["nodeName", "nodeSelector", "allNodes", "perDeviceNodeSelection"];

const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;

const onlyTrue: Check<boolean> = (isSet, report) => {
  if (!isSet) report([], invalid("It can only be true. Remove it."));
};

const deviceName = must(isDeviceName, "a name of letters, digits and `_`, at most 32 characters");

const short = must(
  (value: string) => Buffer.byteLength(value) <= VALUE_MAX,
  "a text of at most 64 characters",
);

const poolName = must(
  (name: string) => name.length <= 253 && name.split("/").every(isDnsSubdomain),
  "names of lower-case letters, digits, `-` and `.`, with `/` between",
);

/** Where the devices are is said for all of them, or for each. */
const nodesOfDevices: Check<Fields> = (spec, report) => {
  const isPerDevice = spec["perDeviceNodeSelection"] === true;
  list(spec, "devices").forEach((device, index) => {
    const given = OF_DEVICE.filter((field) => has(device, field));
    if (isPerDevice) exactlyOne(OF_DEVICE, "which nodes have it")(device, within(report, "devices", index));
    else if (given.length > 0)
      report(["devices", index, given[0]!], invalid("It needs `perDeviceNodeSelection: true`. Remove it."));
  });
};

const oneTerm: Check<Fields> = (selector, report) => {
  if (list(selector, "nodeSelectorTerms").length > 1)
    report(["nodeSelectorTerms"], invalid("Exactly one term is allowed here. Remove the others."));
};

export const deviceSliceRules: RuleTable = {
  "resource.k8s.io/v1.ResourceSliceSpec": {
    mirrors: "validateResourceSliceSpec",
    fields: {
      driver: csiDriver,
      nodeName: dnsSubdomain,
      nodeSelector: oneTerm,
      allNodes: onlyTrue,
      perDeviceNodeSelection: onlyTrue,
      devices: all(
        mostItems(DEVICES_MAX, "devices"),
        unique((device: Fields | null) => text(device ?? {}, "name"), "the names of devices"),
      ),
    },
    whole: [exactlyOne(NODES, "which nodes have the devices"), nodesOfDevices],
  },
  "resource.k8s.io/v1.ResourcePool": {
    mirrors: "validateResourcePool",
    fields: { name: unlessEmpty(poolName), generation: notNegative, resourceSliceCount: between(1) },
  },
  "resource.k8s.io/v1.Device": {
    mirrors: "validateDevice",
    fields: {
      name: unlessEmpty(dnsLabel),
      attributes: eachKey(deviceName),
      capacity: eachKey(deviceName),
      taints: mostItems(TAINTS_MAX, "taints"),
    },
  },
  "resource.k8s.io/v1.DeviceAttribute": {
    mirrors: "validateDeviceAttribute",
    fields: {
      string: short,
      version: all(
        short,
        must((text: string) => VERSION.test(text), "a version such as 1.2.3"),
      ),
    },
    whole: [exactlyOne(VALUES, "what the attribute is")],
  },
  "resource.k8s.io/v1.DeviceTaint": {
    mirrors: "validateDeviceTaint",
    fields: { key: qualifiedName, value: labelValue },
  },
};
