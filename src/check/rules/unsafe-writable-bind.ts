import { bindsLacking } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

export const unsafeWritableBind: ContainerRule<"unsafe-writable-bind"> = {
  kind: "container",
  code: "unsafe-writable-bind",
  severity: "sanity",
  title: "A bind of a [WRITABLE] source allows programs, devices or setuid.",
  judge: (context) => bindsLacking(context, "writable", (source) => `${source} is [WRITABLE]`),
};
