import type { ContainerPlan } from "../../plan/plan.ts";
import { gainedRights } from "../gained-rights.ts";
import type { ContainerRule } from "../rule.ts";

/** Documentation/userspace-api/no_new_privs.rst; a process that is root has the rights already. */
export const rightsNotGained: ContainerRule<"rights-not-gained"> = {
  kind: "container",
  code: "rights-not-gained",
  severity: "warning",
  title: "NoNewPrivs takes the effect of a file's capabilities or setuid bit.",
  judge: (context) =>
    gainsNothing(context.plan)
      ? gainedRights(context).map(({ path, rights, location }) => ({
          location,
          message: `${path} has ${rights}, which NoNewPrivs keeps a process from gaining`,
          help: "remove NoNewPrivs, or the file's capabilities or setuid bit",
        }))
      : [],
};

const gainsNothing = ({ conf }: ContainerPlan): boolean =>
  conf.settings.some(({ row, value }) => row.element === "NoNewPrivs" && value === "1");
