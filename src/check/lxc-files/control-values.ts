import { CGROUP_SETTINGS } from "../../model/cgroup-settings.ts";
import type { CgroupVersion } from "../../model/options.ts";
import { BIT, BYTES, CPU_LIST, DEVICE_RULE } from "../../model/values.ts";
import type { ValueForm } from "../../model/value-form.ts";
import type { SettingProblem } from "./setting-problem.ts";

/** Judges what LXC is to write into a control file: what the kernel refuses ends the start. The forms are those of CGroupSettings. */
export const judgeControl = (file: string, value: string, version: CgroupVersion): SettingProblem | undefined => {
  const form = version === "v1" ? formOfFirst(file) : SECOND[file];
  if (form === undefined || form.fits(value)) return undefined;
  const told = form.help?.(value);
  return {
    message: `${file} can't be "${value}": it is ${form.form}`,
    help: (typeof told === "object" ? told.help : told) ?? `write ${form.form}`,
  };
};

/** mm/page_counter.c, page_counter_memparse: a number as lib/cmdline.c (memparse) reads it, or the word. */
const bytesOr = (word: string): ValueForm => ({
  ...BYTES,
  fits: (value) => value === word || /^(?:0x[\da-f]+|\d+)[kmgtpe]?$/i.test(value),
  form: `a number of bytes, with K, M or G behind it for more, or ${word}`,
});

/** kernel/cgroup/pids.c; Documentation/admin-guide/cgroup-v2.rst. */
const COUNT: ValueForm = { fits: (value) => value === "max" || /^\d+$/.test(value), form: "a number, or max" };

/** Documentation/admin-guide/cgroup-v2.rst: cpu.weight. */
const WEIGHT: ValueForm = {
  fits: (value) => !/^\d+$/.test(value) || (Number(value) >= 1 && Number(value) <= 10_000),
  form: "a number from 1 to 10000",
};

/** lib/bitmap-str.c, bitmap_parselist takes more than lists of numbers. */
const PROCESSORS: ValueForm = { ...CPU_LIST, fits: (value) => /[:a-z]/i.test(value) || CPU_LIST.fits(value) };

/** security/device_cgroup.c, devcgroup_update_access; LXC takes several blanks for one on cgroup v2. */
const RULE: ValueForm = { ...DEVICE_RULE, fits: (value) => DEVICE_RULE.fits(value.trim().replaceAll(/\s+/g, " ")) };

const DEVICES: Readonly<Partial<Record<string, ValueForm>>> = { "devices.allow": RULE, "devices.deny": RULE };

const SECOND: Readonly<Partial<Record<string, ValueForm>>> = {
  "memory.max": bytesOr("max"),
  "memory.high": bytesOr("max"),
  "memory.low": bytesOr("max"),
  "memory.min": bytesOr("max"),
  "memory.swap.max": bytesOr("max"),
  "pids.max": COUNT,
  "cpu.weight": WEIGHT,
  "cpuset.cpus": PROCESSORS,
  "cpuset.mems": PROCESSORS,
  ...DEVICES,
};

/** A flag may be any number: kernel/cgroup/cpuset-v1.c takes what is not 0 for 1. */
const formOfFirst = (file: string): ValueForm | undefined => {
  const form = CGROUP_SETTINGS.find((each) => each.file === file)?.form;
  if (form === BIT) return undefined;
  if (form === BYTES) return bytesOr("-1");
  return form === CPU_LIST ? PROCESSORS : (form ?? (file === "pids.max" ? COUNT : DEVICES[file]));
};
