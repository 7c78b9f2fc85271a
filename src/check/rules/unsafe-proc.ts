import type { Mount } from "../../plan/mount.ts";
import { bindsSource, hasFlag } from "../../plan/mount-kind.ts";
import { entryMounts, lackingOptions } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

export const unsafeProc: ContainerRule<"unsafe-proc"> = {
  kind: "container",
  code: "unsafe-proc",
  severity: "sanity",
  title: "A proc that shows the processes of other users, or allows more than reading.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => mount.fsType === "proc" && !bindsSource(mount))
      .flatMap((mount) => lackingOptions(context, mount, missingOptions(mount))),
};

const missingOptions = (mount: Mount): readonly string[] => {
  const flags = (["noexec", "nosuid", "nodev"] as const).filter((flag) => !hasFlag(mount, flag));
  const hidesProcesses = mount.options.includes("hidepid=2") || mount.options.includes("hidepid=invisible");
  return [...flags, ...(hidesProcesses ? [] : ["hidepid=2"])];
};
