import { CODE_OPTIONS } from "../../linux/bind-options.ts";
import { DOBBY_INIT } from "../../plan/bundle-plan.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { mountFile } from "../program-help.ts";
import type { ContainerRule } from "../rule.ts";

/** Dobby puts its init before every program of a bundle (DobbyConfig, DobbyManager of Dobby 3.19); its absence is told nowhere but in crun's log. */
export const dobbyInitMissing: ContainerRule<"dobby-init-missing"> = {
  kind: "container",
  code: "dobby-init-missing",
  severity: "error",
  title: "Dobby's init can't be seen in the container, which it is to execute.",
  judge: (context) =>
    context.executions().flatMap(({ location, name, end }) => {
      if (!isInit(context.plan.target, name) || typeof end !== "object" || end.kind !== "missing" || end.by !== undefined) return [];
      const onHost = lookup(context.host, DOBBY_INIT).kind === "found";
      return {
        location,
        message: `${DOBBY_INIT}, which executes the program of every bundle, is not visible in the container: it does not start`,
        help: onHost
          ? mountFile(context, DOBBY_INIT, CODE_OPTIONS, location)
          : `the host rootfs has no ${DOBBY_INIT} either: add Dobby to the image, or build with --target oci for a runtime without it`,
      };
    }),
};

/** Whether a command is not the description's but Dobby's own. */
export const isInit = (target: string, name: string): boolean => target === "dobby" && name === DOBBY_INIT;
