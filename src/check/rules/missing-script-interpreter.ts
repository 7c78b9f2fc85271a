import type { HostNode, HostRootfs } from "../../rootfs/host-rootfs.ts";
import { readHostRange } from "../../rootfs/read-file.ts";
import { findFile } from "../programs.ts";
import type { ContainerRule } from "../rule.ts";

export const missingScriptInterpreter: ContainerRule<"missing-script-interpreter"> = {
  kind: "container",
  code: "missing-script-interpreter",
  severity: "warning",
  title: "The interpreter that a script names in its first line is not in the container.",
  judge: (context) =>
    [...context.executed()].flatMap(([file, location]) => {
      const interpreter = interpreterOf(context.host, file);
      if (interpreter === undefined || findFile(context, interpreter) !== undefined) return [];
      return [
        {
          location,
          message: `${interpreter} is needed by the script ${file.path} but not in the container`,
          help: `add a MountPoints entry for ${interpreter}`,
        },
      ];
    }),
};

/** `#!` */
const SHEBANG = 0x2321;

/** As many bytes of a script's first line as every Linux looks at: execve(2). */
const SHEBANG_BYTES = 127;

const interpreterOf = (host: HostRootfs, file: HostNode): string | undefined => {
  if (file.size === 0 || (file.magic !== 0 && file.magic >>> 16 !== SHEBANG)) return undefined;
  const begin = Buffer.from(readHostRange(host, file, 0, SHEBANG_BYTES)).toString("utf8");
  return /^#![ \t]*([^\s\0]+)/.exec(begin)?.[1];
};
