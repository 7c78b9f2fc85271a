import { bindsLacking } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

export const unsafeDeviceBind: ContainerRule<"unsafe-device-bind"> = {
  kind: "container",
  code: "unsafe-device-bind",
  severity: "sanity",
  title: "A bind of a device, or of a directory of devices, without nosuid.",
  judge: (context) => bindsLacking(context, "device", () => "every bind needs it"),
};
