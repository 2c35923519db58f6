import { expect, test } from "vitest";
import { found } from "./rules-for-tests.ts";

const service = (spec: string, metadata = "name: web") =>
  `apiVersion: v1\nkind: Service\nmetadata: {${metadata}}\nspec: ${spec}\n`;
const ports = "ports: [{port: 80}]";

test.each([
  ["the usual", service(`{selector: {app: web}, ${ports}}`)],
  ["a name that begins with a digit", service(`{${ports}}`, "name: 1web")],
  ["target ports without a number or name", service("{ports: [{port: 80, targetPort: 0}]}")],
  ["headless without ports", service("{clusterIP: None, selector: {app: web}}")],
  ["headless for others' endpoints in both families", service("{clusterIP: None, ipFamilies: [IPv4, IPv6]}")],
  ["an external name with a dot at its end", service("{type: ExternalName, externalName: db.example.com.}")],
  [
    "an affinity without its time",
    service(`{${ports}, sessionAffinity: ClientIP, sessionAffinityConfig: {}}`),
  ],
  [
    "an affinity that is not used",
    service(`{${ports}, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}}`),
  ],
  [
    "source ranges with blanks",
    service(`{type: LoadBalancer, ${ports}, loadBalancerSourceRanges: [" 10.0.0.0/8 "]}`),
  ],
  [
    "one port of nodes for two protocols",
    service(
      "{type: NodePort, ports: [{name: a, port: 53, nodePort: 30053}, {name: b, port: 53, protocol: UDP, nodePort: 30053}]}",
    ),
  ],
  [
    "a policy for external addresses",
    service(`{${ports}, externalIPs: [203.0.113.7], externalTrafficPolicy: Local}`),
  ],
  [
    "an unknown type",
    service(`{type: "\${TYPE}", ${ports}, loadBalancerClass: a, externalTrafficPolicy: Local}`),
  ],
  ["an unknown address", service('{clusterIP: "${IP}", ipFamilies: [IPv4, IPv6]}')],
])("takes a Service with %s", (_, yaml) => expect(found(yaml)).toEqual([]));

test.each([
  ["no ports", service("{selector: {app: web}}"), "field-required /spec/ports"],
  [
    "a nameless port among two",
    service("{ports: [{name: a, port: 80}, {port: 81}]}"),
    "field-required /spec/ports/1/name",
  ],
  [
    "two ports of one name",
    service("{ports: [{name: a, port: 80}, {name: a, port: 81}]}"),
    "value-duplicate /spec/ports/1/name",
  ],
  [
    "two equal ports",
    service("{ports: [{name: a, port: 80, protocol: TCP}, {name: b, port: 80}]}"),
    "value-duplicate /spec/ports/1",
  ],
  ["port 0", service("{ports: [{port: 0}]}"), "value-invalid /spec/ports/0/port"],
  [
    "digits as a port's name",
    service('{ports: [{port: 80, targetPort: "80"}]}'),
    "value-invalid /spec/ports/0/targetPort",
  ],
  [
    "a nodePort without nodes",
    service("{ports: [{port: 80, nodePort: 30080}]}"),
    "field-forbidden /spec/ports/0/nodePort",
  ],
  [
    "a nodePort out of range",
    service("{type: NodePort, ports: [{port: 80, nodePort: 8080}]}"),
    "value-invalid /spec/ports/0/nodePort",
  ],
  [
    "one nodePort for two ports",
    service(
      "{type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, protocol: UDP, nodePort: 30080}]}",
    ),
    "value-duplicate /spec/ports/1/nodePort",
  ],
  [
    "an address with leading zeros",
    service(`{${ports}, clusterIP: 10.96.0.010}`),
    "value-invalid /spec/clusterIP",
  ],
  [
    "several addresses and not the one",
    service(`{${ports}, clusterIPs: [10.96.0.9]}`),
    "value-invalid /spec/clusterIPs",
  ],
  [
    "another first address",
    service(`{${ports}, clusterIP: 10.96.0.9, clusterIPs: [10.96.0.8]}`),
    "value-invalid /spec/clusterIPs",
  ],
  [
    "an address of the other family",
    service(`{${ports}, clusterIP: 10.96.0.9, ipFamilies: [IPv6]}`),
    "value-invalid /spec/clusterIP",
  ],
  [
    "two families in a single stack",
    service(`{${ports}, ipFamilies: [IPv4, IPv6]}`),
    "value-invalid /spec/ipFamilyPolicy",
  ],
  [
    "one family twice",
    service(`{${ports}, ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4, IPv4]}`),
    "value-duplicate /spec/ipFamilies/1",
  ],
  [
    "a headless load balancer",
    service(`{type: LoadBalancer, clusterIP: None, ${ports}}`),
    "value-invalid /spec/clusterIP",
  ],
  ["no external name", service("{type: ExternalName}"), "field-required /spec/externalName"],
  [
    "an address of an external name",
    service("{type: ExternalName, externalName: a.b, clusterIP: None}"),
    "field-forbidden /spec/clusterIP",
  ],
  [
    "a class without balancer",
    service(`{${ports}, loadBalancerClass: internal}`),
    "field-forbidden /spec/loadBalancerClass",
  ],
  [
    "a source range without prefix",
    service(`{type: LoadBalancer, ${ports}, loadBalancerSourceRanges: [203.0.113.5]}`),
    "value-invalid /spec/loadBalancerSourceRanges/0",
  ],
  [
    "a local external address",
    service(`{${ports}, externalIPs: [127.0.0.1]}`),
    "value-invalid /spec/externalIPs/0",
  ],
  [
    "a policy for nothing outside",
    service(`{${ports}, externalTrafficPolicy: Local}`),
    "value-invalid /spec/externalTrafficPolicy",
  ],
  [
    "an unknown distribution",
    service(`{${ports}, trafficDistribution: PreferNear}`),
    "value-unsupported /spec/trafficDistribution",
  ],
  [
    "a health check without need",
    service(`{${ports}, healthCheckNodePort: 30100}`),
    "value-invalid /spec/healthCheckNodePort",
  ],
  [
    "an affinity of no time",
    service(`{${ports}, sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}}`),
    "value-invalid /spec/sessionAffinityConfig/clientIP/timeoutSeconds",
  ],
  ["a bad selector", service(`{${ports}, selector: {app: my app}}`), "value-invalid /spec/selector/app"],
  ["a long name", service(`{${ports}}`, `name: ${"a".repeat(64)}`), "value-invalid /metadata/name"],
])("refuses a Service with %s", (_, yaml, expected) => expect(found(yaml)).toEqual([expected]));

const slice = (type: string, address: string, more = "") =>
  `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: web-1}\naddressType: ${type}\nendpoints: [{addresses: ["${address}"]${more}}]\n`;
const endpoints = (subset: string) =>
  `apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\nsubsets: [${subset}]\n`;

test.each([
  ["a slice", slice("IPv4", "10.1.2.3"), []],
  ["a hint without a name", slice("IPv4", "10.1.2.3", ', hints: {forZones: [{name: ""}]}'), []],
  [
    "an address of the other family",
    slice("IPv4", "2001:db8::1"),
    ["value-invalid /endpoints/0/addresses/0"],
  ],
  ["an address in a long form", slice("IPv6", "2001:0db8::1"), ["value-invalid /endpoints/0/addresses/0"]],
  ["a name of one part", slice("FQDN", "db"), ["value-invalid /endpoints/0/addresses/0"]],
  ["a link-local address", slice("IPv4", "169.254.1.1"), ["value-invalid /endpoints/0/addresses/0"]],
  ["no addresses at all", endpoints("{ports: [{port: 80}]}"), ["field-required /subsets/0"]],
  [
    "an address that is none",
    endpoints("{addresses: [{ip: db.example.com}]}"),
    ["value-invalid /subsets/0/addresses/0/ip"],
  ],
  [
    "two ports, one nameless",
    endpoints("{addresses: [{ip: 10.1.2.3}], ports: [{port: 80}, {name: a, port: 81}]}"),
    ["field-required /subsets/0/ports/0/name"],
  ],
])("judges endpoints with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));

const ingress = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: ${spec}\n`;
const route = (backend: string, path = "path: /, pathType: Prefix", host = "shop.example.com") =>
  ingress(`{rules: [{host: "${host}", http: {paths: [{${path}, backend: ${backend}}]}}]}`);
const backend = "{service: {name: web, port: {number: 80}}}";
const paths = "/spec/rules/0/http/paths/0";

test.each([
  ["a route", route(backend), []],
  ["a wildcard host", route(backend, undefined, "*.example.com"), []],
  ["an expression as path", route(backend, 'path: "/a(/|$)(.*)", pathType: ImplementationSpecific'), []],
  ["no path, where the controller decides", route(backend, "pathType: ImplementationSpecific"), []],
  ["nothing in it", ingress("{}"), ["value-invalid /spec"]],
  [
    "a scheme in the host",
    route(backend, undefined, "https://shop.example.com"),
    ["value-invalid /spec/rules/0/host"],
  ],
  ["an address as host", route(backend, undefined, "192.0.2.4"), ["value-invalid /spec/rules/0/host"]],
  ["a path from nowhere", route(backend, "path: api, pathType: Prefix"), [`value-invalid ${paths}/path`]],
  [
    "a path with two slashes",
    route(backend, "path: /a//b, pathType: Exact"),
    [`value-invalid ${paths}/path`],
  ],
  ["no backend", route("{}"), [`value-invalid ${paths}/backend`]],
  ["a backend without port", route("{service: {name: web}}"), [`field-required ${paths}/backend`]],
  [
    "a port with name and number",
    route("{service: {name: web, port: {name: http, number: 80}}}"),
    [`value-invalid ${paths}/backend`],
  ],
  [
    "a bad resource",
    route("{resource: {kind: a/b, name: x}}"),
    [`value-invalid ${paths}/backend/resource/kind`],
  ],
  [
    "a class in a namespace that is not told",
    "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: web}\nspec: {controller: example.com/web, parameters: {kind: K, name: a, scope: Namespace}}\n",
    ["field-required /spec/parameters/namespace"],
  ],
  [
    "a class of no controller",
    "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: web}\n",
    ["field-required /spec/controller"],
  ],
])("judges an Ingress with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));

const policy = (to: string, port = "{port: 53}") =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec: {podSelector: {}, egress: [{to: [${to}], ports: [${port}]}]}\n`;
const peer = "/spec/egress/0/to/0";

test.each([
  ["both selectors", policy("{podSelector: {}, namespaceSelector: {}}"), []],
  ["a range of ports", policy("{podSelector: {}}", "{port: 8000, endPort: 8080}"), []],
  ["an unknown port", policy("{podSelector: {}}", '{port: "${PORT}", endPort: 8080}'), []],
  ["an exception", policy("{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}"), []],
  ["an empty peer", policy("{}"), [`field-required ${peer}`]],
  [
    "a block and a selector",
    policy("{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}"),
    [`field-forbidden ${peer}`],
  ],
  [
    "bits beyond the prefix",
    policy("{ipBlock: {cidr: 10.0.0.5/24}}"),
    [`value-invalid ${peer}/ipBlock/cidr`],
  ],
  [
    "an exception elsewhere",
    policy("{ipBlock: {cidr: 10.0.0.0/16, except: [10.9.0.0/24]}}"),
    [`value-invalid ${peer}/ipBlock/except/0`],
  ],
  [
    "all of it as exception",
    policy("{ipBlock: {cidr: 10.0.0.0/16, except: [10.0.0.0/16]}}"),
    [`value-invalid ${peer}/ipBlock/except/0`],
  ],
  [
    "a range that ends too early",
    policy("{podSelector: {}}", "{port: 80, endPort: 79}"),
    ["value-invalid /spec/egress/0/ports/0/endPort"],
  ],
  [
    "a range from a name",
    policy("{podSelector: {}}", "{port: http, endPort: 79}"),
    ["value-invalid /spec/egress/0/ports/0/endPort"],
  ],
])("judges a NetworkPolicy with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));

const serviceCIDR = (cidrs: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: more}\nspec: {cidrs: ${cidrs}}\n`;
const address = (name: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: IPAddress\nmetadata: {name: "${name}"}\nspec: {parentRef: {resource: services, name: web}}\n`;

test.each([
  ["two families", serviceCIDR("[10.9.0.0/24, 2001:db8::/64]"), []],
  ["one family twice", serviceCIDR("[10.9.0.0/24, 10.9.1.0/24]"), ["value-invalid /spec/cidrs"]],
  ["a long form", serviceCIDR("[2001:DB8::/64]"), ["value-invalid /spec/cidrs/0"]],
  ["no network", serviceCIDR("[]"), ["field-required /spec/cidrs"]],
  ["an address as name", address("2001:db8::1"), []],
  ["a long form as name", address("2001:db8:0::1"), ["value-invalid /metadata/name"]],
])("judges addresses with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));
