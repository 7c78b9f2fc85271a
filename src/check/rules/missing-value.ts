import { DATA_OPTIONS } from "../../linux/bind-options.ts";
import { isListed } from "../../rootfs/paths.ts";
import { isLeftOnHost } from "../arguments.ts";
import { locationOf } from "../container-facts.ts";
import { mountFile } from "../program-help.ts";
import type { ContainerRule } from "../rule.ts";

/** Lists of directories are searched, and may have some that are not there. */
export const missingValue: ContainerRule<"missing-value"> = {
  kind: "container",
  code: "missing-value",
  severity: "warning",
  title: "A variable of Environment names something that the host has and the container has not.",
  judge: (context) =>
    context
      .variablesLike(/^\/[^\s:=,;?*$]+$/)
      .filter(({ name, value }) => !MAY_LACK.test(name) && isLeftOnHost(context, value))
      .map((variable) => {
        const { name, value } = variable;
        const location = locationOf(context, variable);
        return {
          location,
          message: `${name} is ${value}, which is on the host but not in the container`,
          help: isListed(value, context.config.writable)
            ? `add a MountPoints entry for ${value}`
            : mountFile(context, value, DATA_OPTIONS, location),
        };
      }),
};

/** What programs go without, or have a use for that they rarely come to: environ(7); what loaders and others search. */
const MAY_LACK =
  /^(?:LD_.*|.*PATH|HOME|PWD|OLDPWD|SHELL|MAIL|EDITOR|VISUAL|PAGER|BROWSER|HISTFILE|ENV|BASH_ENV|XDG_.*|TZ|TERMINFO|.*PREFIX|.*ROOT)$/;
