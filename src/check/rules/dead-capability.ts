import { hasFlag } from "../../plan/mount-kind.ts";
import { formatCapabilities } from "../../linux/capabilities-text.ts";
import { capabilitiesOf } from "../file-capabilities.ts";
import type { ContainerRule } from "../rule.ts";

export const deadCapability: ContainerRule<"dead-capability"> = {
  kind: "container",
  code: "dead-capability",
  severity: "warning",
  title: "A file's capabilities have no effect, for its mount is nosuid.",
  judge: (context) =>
    [...context.executed()].flatMap(([file, location]) => {
      const capabilities = capabilitiesOf(file);
      const mount = context.view.originOf(file.path)?.mount;
      if (capabilities === undefined || mount === undefined || !hasFlag(mount, "nosuid")) return [];
      return [
        {
          location,
          message: `${file.path} has ${formatCapabilities(capabilities)}, which nosuid on its mount disables`,
          help: "remove nosuid from the Options, or the capabilities from the file",
        },
      ];
    }),
};
