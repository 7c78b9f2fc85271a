import { closest, hasSameNumbers } from "../../diagnostics/closest.ts";
import { sysctlNames } from "../../linux/sysctl-names.ts";
import type { CgroupVersion } from "../../model/options.ts";
import { judgeControl } from "./control-values.ts";
import { judgeMountEntry } from "./mount-lines.ts";
import type { SettingProblem, StartReader } from "./setting-problem.ts";
import type { IncludedSetting, IncludeProblem } from "./read-include.ts";

/** The settings of included files that LXC can read, and ends at when it starts the container; of each file the first ones. */
export const startProblems = (settings: readonly IncludedSetting[], reader: StartReader): readonly IncludeProblem[] =>
  settings
    .flatMap((setting) => {
      const problem = setting.value === "" ? undefined : judge(setting, reader);
      return problem === undefined ? [] : { ...problem, path: setting.path, line: setting.line };
    })
    .slice(0, MAX_PROBLEMS);

const MAX_PROBLEMS = 20;

const judge = ({ key, value }: IncludedSetting, reader: StartReader): SettingProblem | undefined => {
  const [, family = "", name = ""] = /^lxc\.(mount|prlimit|sysctl|cgroup2?)\.(.+)$/.exec(key) ?? [];
  return JUDGES[family]?.({ key, name, value }, reader);
};

/** The key, what stands in it behind its family, and the value. */
type Judge = (
  setting: { readonly key: string; readonly name: string; readonly value: string },
  reader: StartReader,
) => SettingProblem | undefined;

const control =
  (version: CgroupVersion): Judge =>
  ({ name, value }, { cgroup }) =>
    cgroup === version ? judgeControl(name, value, version) : undefined;

const JUDGES: Readonly<Partial<Record<string, Judge>>> = {
  mount: ({ name, value }, reader) => (name === "entry" ? judgeMountEntry(value, reader) : undefined),
  prlimit: ({ name, value }) => judgeLimit(name, value),
  sysctl: ({ key, name }) => judgeSysctl(key, name),
  cgroup: control("v1"),
  cgroup2: control("v2"),
};

/** src/lxc/conf.c, limit_opt, without regard to case: parse_resource. */
const LIMITS: readonly string[] =
  "as core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack".split(" ");

/** src/lxc/conf.c, setup_resource_limits: an unknown name and what setrlimit(2) refuses end the start; a number may stand for a name. */
const judgeLimit = (name: string, value: string): SettingProblem | undefined => {
  if (!LIMITS.includes(name.toLowerCase()) && !/^\d+$/.test(name)) {
    const [similar] = closest(name, LIMITS);
    return {
      message: `there is no limit ${name}`,
      help: similar === undefined ? `write one of ${LIMITS.join(", ")}` : `did you mean ${similar}?`,
    };
  }
  const [, soft, hard] = /^\s*(\d+|unlimited)\s*:\s*(\d+)\s*$/.exec(value) ?? [];
  if (hard === undefined || Number(soft === "unlimited" ? Infinity : soft) <= Number(hard)) return undefined;
  const help = soft === "unlimited" ? `write ${hard} or unlimited for both` : `write ${hard}:${soft}`;
  return { message: `the soft limit ${soft} of ${name} is above the hard one, ${hard}, which setrlimit(2) refuses`, help };
};

/** src/lxc/conf.c, setup_sysctl_parameters opens the file below /proc/sys. A name that no list has is only told of where it is like one. */
const judgeSysctl = (key: string, name: string): SettingProblem | undefined => {
  const { last = "", names = [] } = sysctlNames(name) ?? {};
  const [similar] = names.includes(last) ? [] : closest(last, names);
  if (similar === undefined || Math.abs(similar.length - last.length) > 1 || !hasSameNumbers(similar, last)) return undefined;
  return { message: `Linux has no ${name}, which ${key} sets`, help: `did you mean ${name.slice(0, -last.length)}${similar}?` };
};
