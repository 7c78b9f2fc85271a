import { lookup } from "../../rootfs/lookup.ts";
import { programHelp } from "../program-help.ts";
import { isInit } from "./dobby-init-missing.ts";
import type { ContainerRule } from "../rule.ts";

export const missingProgram: ContainerRule<"missing-program"> = {
  kind: "container",
  code: "missing-program",
  severity: "error",
  title: "The program of an ExecName can't be seen in the container.",
  judge: (context) =>
    context.executions().flatMap(({ location, wordsLocation, name, end }) => {
      if (isInit(context.plan.target, name) || typeof end !== "object" || end.kind !== "missing" || end.by !== undefined) return [];
      const { path } = end;
      const asked = path === name ? location : wordsLocation;
      const subject = path === name ? `ExecName ${name}` : `${path}, which ExecName ${name} runs,`;
      const isDirectory = path.includes("/") && lookup(context.view.rootfs, path).kind === "found";
      return isDirectory
        ? { location: asked, message: `${subject} is a directory in the container`, help: "name a program" }
        : { location: asked, message: `${subject} is not visible in the container`, help: programHelp(context, path, asked) };
    }),
};
