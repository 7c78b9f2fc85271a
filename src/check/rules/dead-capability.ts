import { formatCapabilities } from "../../linux/capabilities-text.ts";
import { scriptLineOf } from "../../execution/script-file.ts";
import { hasFlag } from "../../plan/mount-kind.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import type { ContainerContext } from "../container-context.ts";
import { capabilitiesOf } from "../file-capabilities.ts";
import type { ContainerRule, Found } from "../rule.ts";

export const deadCapability: ContainerRule<"dead-capability"> = {
  kind: "container",
  code: "dead-capability",
  severity: "warning",
  title: "A file's capabilities have no effect: its mount is nosuid, or it is a script.",
  judge: (context) =>
    [...context.executed()].flatMap(([file, location]) => {
      const capabilities = capabilitiesOf(file);
      if (capabilities === undefined) return [];
      const reason = reasonOf(context, file);
      if (reason === undefined) return [];
      return [{ location, message: `${file.path} has ${formatCapabilities(capabilities)}, ${reason.message}`, help: reason.help }];
    }),
};

const reasonOf = (context: ContainerContext, file: HostNode): Pick<Found, "message" | "help"> | undefined => {
  const mount = context.view.originOf(file.path)?.mount;
  if (mount !== undefined && hasFlag(mount, "nosuid"))
    return { message: "which nosuid on its mount disables", help: "remove nosuid from the Options, or the capabilities from the file" };
  // fs/exec.c: begin_new_exec has bprm_creds_from_file look at the file that is executed in the end.
  if (scriptLineOf(context.host, file) !== undefined)
    return {
      message: "which have no effect: the kernel looks at those of a script's interpreter",
      help: "give them to a program that the script starts",
    };
  return undefined;
};
