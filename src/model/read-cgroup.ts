import type { SyntaxElement } from "../parse/syntax.ts";
import { CGROUP_SETTINGS } from "./cgroup-settings.ts";
import type { CgroupSetting, DeviceRule } from "./container.ts";
import { attributeOf, childrenOf, isEnabled, textOf } from "./element-contents.ts";

/** What AllowDefaultDevices allows. */
const DEFAULT_DEVICES = [
  { name: "/dev/null", rule: "c 1:3 rw" },
  { name: "/dev/zero", rule: "c 1:5 rw" },
  { name: "/dev/full", rule: "c 1:7 rw" },
  { name: "/dev/random", rule: "c 1:8 rw" },
  { name: "/dev/urandom", rule: "c 1:9 rw" },
  { name: "/dev/tty", rule: "c 5:0 rw" },
];

/** The limits that are set, in the order of the format. `homes`: the elements that hold them, in the order of the files. */
export const readCgroup = (homes: readonly SyntaxElement[]): readonly CgroupSetting[] =>
  CGROUP_SETTINGS.flatMap(({ element, file }) => {
    const setting = textOf(homes, element);
    return setting ? [{ file, element, ...setting }] : [];
  });

/** The device rules in document order. */
export const readDevices = (homes: readonly SyntaxElement[], defaults: "in rules" | "made by every OCI runtime"): readonly DeviceRule[] =>
  childrenOf(homes, "DeviceCgroup")
    .flatMap(({ children }) => children)
    .flatMap((element): readonly DeviceRule[] => {
      const { name, text: rule, span } = element;
      if (name === "AllowDefaultDevices") {
        return defaults === "in rules" && isEnabled([element], "enable")
          ? DEFAULT_DEVICES.map((device) => ({ verb: "allow", ...device, span }))
          : [];
      }
      return [{ verb: name === "DevicesDeny" ? "deny" : "allow", rule, name: attributeOf(element, "name") || undefined, span }];
    });
