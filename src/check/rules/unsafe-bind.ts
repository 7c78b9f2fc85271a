import { bindsLacking } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

export const unsafeBind: ContainerRule<"unsafe-bind"> = {
  kind: "container",
  code: "unsafe-bind",
  severity: "sanity",
  title: "A bind of a source that is neither [WRITABLE] nor [EXECUTABLE] allows more than reading.",
  judge: (context) => bindsLacking(context, "other", (source) => `${source} is neither [WRITABLE] nor [EXECUTABLE]`),
};
