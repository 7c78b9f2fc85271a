import type { Mount } from "../../plan/mount.ts";
import type { ContainerContext } from "../container-context.ts";
import { flagHolds } from "../flag-holds.ts";
import { candidates, findFile, type Program } from "../programs.ts";
import type { ContainerRule } from "../rule.ts";

/** execve(2) fails with EACCES there, and execvp(3) goes on to the next directory of PATH. */
export const noexecProgram: ContainerRule<"noexec-program"> = {
  kind: "container",
  code: "noexec-program",
  severity: "error",
  title: "The program of an ExecName lies in a mount that is noexec.",
  judge: (context) =>
    context.programs().flatMap(({ name, location }) => {
      const files = candidates(context, name).map((path) => findFile(context, path));
      const mounts = files.filter((file) => file !== undefined).map((file) => noexecMount(context, file));
      const [first] = mounts;
      if (first === undefined || mounts.includes(undefined)) return [];
      const message = `ExecName ${name} can't be executed: ${first.destination} is mounted noexec`;
      return [{ location, message, help: "remove noexec from its Options" }];
    }),
};

const noexecMount = ({ plan, view }: ContainerContext, file: Program["file"]): Mount | undefined => {
  const mount = typeof file === "object" ? view.originOf(file.path)?.mount : undefined;
  return mount !== undefined && flagHolds(plan.conf, mount, "noexec") ? mount : undefined;
};
