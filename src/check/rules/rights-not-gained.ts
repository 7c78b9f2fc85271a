import { isSetuid } from "../../linux/set-id.ts";
import { formatCapabilities } from "../../linux/capabilities-text.ts";
import { hasFlag } from "../../plan/mount-kind.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import { capabilitiesOf } from "../file-capabilities.ts";
import type { ContainerRule } from "../rule.ts";

/** Documentation/userspace-api/no_new_privs.rst; a process that is root has the rights already. */
export const rightsNotGained: ContainerRule<"rights-not-gained"> = {
  kind: "container",
  code: "rights-not-gained",
  severity: "warning",
  title: "NoNewPrivs takes the effect of a file's capabilities or setuid bit.",
  judge: (context) => {
    if (!gainsNothing(context.plan) || !hasUser(context.plan)) return [];
    return [...context.executed()].flatMap(([file, location]) => {
      const rights = rightsOf(file);
      const mount = context.view.originOf(file.path)?.mount;
      if (rights === undefined || (mount !== undefined && hasFlag(mount, "nosuid"))) return [];
      return [
        {
          location,
          message: `${file.path} has ${rights}, which NoNewPrivs keeps a process from gaining`,
          help: "remove NoNewPrivs, or the file's capabilities or setuid bit",
        },
      ];
    });
  },
};

const gainsNothing = ({ conf }: ContainerPlan): boolean =>
  conf.settings.some(({ row, value }) => row.element === "NoNewPrivs" && value === "1");

const hasUser = ({ conf, launcher }: ContainerPlan): boolean =>
  [conf.init, ...(launcher?.attaches ?? []).map((attach) => attach.process)].some((each) => each !== undefined && each.uid !== 0);

const rightsOf = (file: HostNode): string | undefined => {
  const capabilities = capabilitiesOf(file);
  if (capabilities !== undefined) return formatCapabilities(capabilities);
  return isSetuid(file.mode) ? "its setuid bit" : undefined;
};
