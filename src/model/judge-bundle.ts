import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { cannotExpress, ignoredInBundle, noCapabilities } from "./bundle-findings.ts";
import { attributeOf, childrenOf } from "./element-contents.ts";
import { climbs } from "../linux/path-spelling.ts";
import { badDestination, badValue } from "./findings.ts";

/** Judges what an LXC container can have and a bundle can't. */
export const judgeBundle = (base: SyntaxElement, configs: readonly SyntaxElement[]): readonly Diagnostic[] => {
  const rootfs = childrenOf(configs, "Rootfs");
  const cgroups = childrenOf(configs, "CGroupSettings");
  const children = [...configs, ...rootfs, ...cgroups].flatMap((each) => each.children);
  const name = base.attributes.find((each) => each.name === "SandboxName");
  const hasCapabilities = children.some((each) => each.name === "CapKeep" || each.name === "CapDrop");
  return [
    ...(name === undefined || ID.test(name.value) ? [] : [badValue(name.span, name.name, name.value, BUNDLE_ID)]),
    ...children.flatMap((child) => {
      if (child.name === "AutoDev") return [ignoredInBundle(child.span, child.name)];
      // A value of its own kind means the same as none.
      if (child.name === "NoNewPrivs" && child.text === "1") return [];
      const what = NOT_SAID.get(child.name) ?? (OTHER_CPUSET.test(child.name) ? CPUSET : undefined);
      return what === undefined ? [] : [cannotExpress(child.span, what[0], what[1])];
    }),
    ...childrenOf(childrenOf([...configs, ...cgroups], "DeviceCgroup"), "DevicesAllow").flatMap(judgeDeviceName),
    ...(hasCapabilities ? [] : [noCapabilities((configs[0] ?? base).span, attributeOf(base, "SandboxName") ?? "")]),
  ];
};

/** The runtime makes a node there. */
const judgeDeviceName = ({ attributes }: SyntaxElement): readonly Diagnostic[] => {
  const name = attributes.find((each) => each.name === "name");
  return name !== undefined && climbs(name.value) ? [badDestination(name.span, name.value)] : [];
};

/** Dobby takes no other (IsValidContainerId), beside what SandboxName may be. */
const ID = /^(?!.*\.\.)(?=.*[A-Za-z])/;

const BUNDLE_ID = {
  fits: (value: string): boolean => ID.test(value),
  form: "for a bundle a name with a letter and without two dots side by side",
};

type Unsaid = readonly [what: string, help: string];

const CPUSET: Unsaid = ["that of a cpuset: OCI has its CPUs and memory nodes alone", "remove it; CpusetCpus and CpusetMems are there"];

const OTHER_CPUSET = /^Cpuset(?!Cpus$|Mems$)/;

const NOT_SAID: ReadonlyMap<string, Unsaid> = new Map<string, Unsaid>([
  ["AutoDevHook", ["that a program of the host fills /dev", "name the devices in DevicesAllow: each with a name gets a node"]],
  ["AutoMount", ["what LXC mounts by itself", "add it to MountPoints: proc at /proc, sysfs at /sys, cgroup at /sys/fs/cgroup"]],
  ["LxcInclude", ["what a file of LXC says", "describe it with the elements there are"]],
  ["NoNewPrivs", ["that privileges may grow: no_new_privs is always set", "remove it"]],
  ["ApparmorProfile", ["an AppArmor profile here", "remove it, or describe an LXC container"]],
  ["SelinuxContext", ["an SELinux context here", "remove it, or describe an LXC container"]],
]);
