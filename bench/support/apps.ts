import { renderFolder } from "../../manifests/index.ts";
import type { Change, File } from "../../server/domain/ports.ts";
import { configMap, filesOf } from "../../tests/support/publish.ts";

export const NAMESPACE = "shop";

/** A version as a pipeline would publish it, another image each time: five files where it is written. */
export const sourceOf = (app: string, version: string) => ({
  app,
  version,
  files: {
    "config.yaml": configMap(app, version),
    "deployment.yaml": deployment(app, version),
    "service.yaml": service(app),
  },
});

export const folderOf = (app: string, environment: string) => `environments/${environment}/apps/${app}`;

/** What smithd writes for a version: all files of the app's folder, its generated kustomization among them. */
export function writtenFolder(app: string, version: string, environment: string): Change {
  const files: File[] = Object.entries(filesOf(sourceOf(app, version))).map(([path, text]) => ({
    path,
    bytes: Buffer.from(text),
  }));
  return {
    kind: "replace-folder",
    path: folderOf(app, environment),
    files: renderFolder({ files, environment, namespace: NAMESPACE }),
  };
}

/** A Deployment up to the limits of its one container, where more of it may follow. */
export const deploymentHead = (app: string, version: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
  labels:
    app.kubernetes.io/name: ${app}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${app}
    spec:
      containers:
        - name: app
          image: registry.example.com/${app}:${version}
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
`;

const deployment = (app: string, version: string) => `${deploymentHead(app, version)}          readinessProbe:
            httpGet:
              path: /healthz
              port: http
`;

const service = (app: string) => `apiVersion: v1
kind: Service
metadata:
  name: ${app}
spec:
  selector:
    app.kubernetes.io/name: ${app}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
