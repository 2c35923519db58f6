import { goTool } from "../support/go-tool.ts";

/** The real kustomize. Rejects where it cannot be had. */
export const kustomize = (): Promise<string> => goTool("sigs.k8s.io/kustomize/kustomize/v5@v5.8.1");
