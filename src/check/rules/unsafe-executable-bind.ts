import { bindsLacking } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

export const unsafeExecutableBind: ContainerRule<"unsafe-executable-bind"> = {
  kind: "container",
  code: "unsafe-executable-bind",
  severity: "sanity",
  title: "A bind of an [EXECUTABLE] source allows writing, devices or setuid.",
  judge: (context) => bindsLacking(context, "executable", (source) => `${source} is [EXECUTABLE]`),
};
