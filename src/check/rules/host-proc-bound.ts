import type { Advice } from "../../diagnostics/fix.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { boundPath, type Mount } from "../../plan/mount.ts";
import { locationOf } from "../container-facts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** pid_namespaces(7): a proc shows the processes of the name space in which it was mounted. */
export const hostProcBound: ContainerRule<"host-proc-bound"> = {
  kind: "container",
  isOfLxc: true,
  code: "host-proc-bound",
  severity: "warning",
  title: "A bind of the host's /proc, which shows the host's processes.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => bindsSource(mount) && boundPath(mount) === "/proc")
      .map((mount) => ({
        location: locationOf(context, mount),
        message: `${mount.destination} shows the processes of the host, not those of the container: their numbers are of another name space`,
        help: ownProc(mount),
      })),
};

const ownProc = ({ parts, why }: Mount): Advice => ({
  help: "mount a proc of its own: <Source>proc</Source>, <FsType>proc</FsType>, and noexec,nosuid,nodev,hidepid=2 as Options",
  fix:
    parts === undefined || why.span === undefined
      ? []
      : [
          { kind: "value", at: parts.source, to: "proc" },
          { kind: "child", at: why.span, name: "FsType", to: "proc", before: "Options" },
          { kind: "value", at: parts.options, to: "noexec,nosuid,nodev,hidepid=2" },
        ],
});
