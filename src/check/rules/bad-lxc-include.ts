import { isListed } from "../../rootfs/paths.ts";
import { dialectFrom } from "../../plan/plan-context.ts";
import type { ContainerContext } from "../container-context.ts";
import { readInclude } from "../lxc-files/read-include.ts";
import { type SettingFile, settingFiles } from "../lxc-files/setting-files.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** LXC reads its configuration before all else, and ends where it does not understand it. LXC 2.0 compares beginnings of keys only, and so takes most. */
export const badLxcInclude: ContainerRule<"bad-lxc-include"> = {
  kind: "container",
  code: "bad-lxc-include",
  severity: "error",
  title: "LXC can't read a file of LxcInclude, and does not start.",
  judge: (context) =>
    dialectFrom(context.dialect, "3.0") ? settingFiles(context, "LxcInclude").flatMap((file) => judgeFile(context, file)) : [],
};

const judgeFile = (context: ContainerContext, { node, path, location }: SettingFile): readonly Found[] => {
  const { host, config, plan, dialect } = context;
  const { problems, keys } = readInclude(node, path, { host, mayAppear: (each) => isListed(`/${each}`, config.writable) });
  const found = problems.map((problem) => ({
    location,
    message: `${problem.path}, line ${problem.line}: ${problem.message}: LXC does not start ${plan.name}`,
    help: problem.help,
  }));
  const { capKeep, capDrop } = plan.conf;
  const [element, other] = capKeep.length > 0 ? ["CapKeep", "lxc.cap.drop"] : capDrop.length > 0 ? ["CapDrop", "lxc.cap.keep"] : [];
  const taken = other === undefined ? undefined : keys.get(other);
  if (taken === undefined || !dialectFrom(dialect, "5.0")) return found;
  const message = `${taken.path}, line ${taken.line}: ${other} can't be set together with ${element}: LXC does not start ${plan.name}`;
  return [...found, { location, message, help: `remove one of the two: ${element} is the container's own` }];
};
