import type { CgroupVersion, Dialect } from "../model/options.ts";
import { lxcKey } from "../model/lxc-keys.ts";
import { networkKey, type NetworkRow } from "../model/network-table.ts";
import type { ConfSection } from "../model/setting-table.ts";
import type { ConfPlan, InitPlan } from "../plan/conf-plan.ts";
import { containerWhy } from "../plan/container-why.ts";
import type { Mount } from "../plan/mount.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import { CGROUP_PREFIX, CONF_KEYS, type ConfKeys } from "./conf-keys.ts";
import { joinLines, type TextLine } from "../render/text-line.ts";

/** What lxc.conf tells of a container. */
type Configured = Pick<ContainerPlan, "name" | "span" | "conf" | "environment" | "preloads" | "mounts">;

/** The text of lxc.conf: lxc.container.conf(5). */
export const renderConf = (container: Configured, dialect: Dialect, cgroup: CgroupVersion): string =>
  joinLines(confLines(container, dialect, cgroup));

/** The lines of lxc.conf. Every section stands under a comment; empty ones are left out. */
export const confLines = (container: Configured, dialect: Dialect, cgroup: CgroupVersion): readonly TextLine[] => {
  const { conf, mounts } = container;
  const keys = CONF_KEYS[dialect];
  // In the order in which they are written
  const sections: Readonly<Record<ConfSection, Section>> = {
    "Host name": { before: [line(keys.hostname, conf.hostname, containerWhy(container))] },
    Cgroups: { before: cgroupLines(conf, CGROUP_PREFIX[cgroup]) },
    Capabilities: {
      before: [...capabilityLines(conf, "lxc.cap.drop", conf.capDrop), ...capabilityLines(conf, "lxc.cap.keep", conf.capKeep)],
    },
    "User and group": { before: initLines(conf, keys) },
    Seccomp: {},
    Network: { before: networkLines(conf, dialect) },
    Includes: {},
    Environment: { before: environmentLines(container) },
    "Devices and signals": { before: [line("lxc.autodev", conf.autoDev ? "1" : "0", conf.autoDevWhy)], after: terminalLines(conf, keys) },
    "D-Bus": { before: mountLines(mounts, "dbus") },
    Rootfs: { before: rootfsLines(conf, keys) },
    "Mount points": { before: mountLines(mounts, "entry") },
    Libraries: { before: mountLines(mounts, "library") },
    "Automatic mounts": {},
    Logging: { before: mountLines(mounts, "logging") },
  };
  return Object.entries(sections)
    .map(([title, { before = [], after = [] }]) => headed(title, [...before, ...settingLines(conf, title, dialect), ...after]))
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => [...(index === 0 ? [] : lines.slice(0, 1).map(blankBefore)), ...lines])
    .map(oneLine);
};

/** What stands in a section before and after the settings that are written as given. */
interface Section {
  readonly before?: readonly TextLine[];
  readonly after?: readonly TextLine[];
}

/** Lines under their comment, which is there for what the first of them is. */
const headed = (title: string, lines: readonly TextLine[]): readonly TextLine[] => [
  ...lines.slice(0, 1).map(({ whys }) => comment(title, ...whys)),
  ...lines,
];

const blankBefore = ({ whys }: TextLine): TextLine => ({ text: "", whys });

const line = (key: string, value: string, ...whys: readonly Why[]): TextLine => ({ text: keyed(key, value), whys });

const keyed = (key: string, value: string): string => `${key} = ${wrapped(value)}`;

/** LXC takes a pair of equal quotes off a value (src/lxc/confile.c, parse_line): one that begins and ends with them gets a pair more. */
const wrapped = (value: string): string => {
  const quote = value[0];
  if (value.length < 2 || (quote !== '"' && quote !== "'") || !value.endsWith(quote)) return value;
  const other = quote === '"' ? "'" : '"';
  return `${other}${value}${other}`;
};

const comment = (text: string, ...whys: readonly Why[]): TextLine => ({ text: `# ${text}`, whys });

const given = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

const settingLines = (conf: ConfPlan, section: string, dialect: Dialect): readonly TextLine[] =>
  conf.settings
    .filter(({ row }) => row.section === section)
    .map(({ row, value, why }) => line(known(lxcKey(row, dialect), row.element), value, why));

/** Plan leaves out, and tells of, what the dialect has no key for. */
const known = (key: string | undefined, element: string): string => {
  if (key === undefined) throw new Error(`${element} was planned for a dialect without a key for it`);
  return key;
};

const cgroupLines = (conf: ConfPlan, prefix: string): readonly TextLine[] => [
  ...conf.cgroup.map(({ file, value, why }) => line(`${prefix}${file}`, value, why)),
  ...conf.devices.flatMap((device) => [
    ...given(device.comment).map((text) => comment(text, device.why)),
    line(`${prefix}devices.${device.verb}`, device.rule, device.why),
  ]),
];

const capabilityLines = ({ capWhys }: ConfPlan, key: string, names: readonly string[]): readonly TextLine[] =>
  names.map((name) => line(key, name, ...given(capWhys.get(name))));

const initLines = ({ init }: ConfPlan, keys: ConfKeys): readonly TextLine[] => {
  if (init === undefined) return [];
  const { uid, gid, why, gidWhy } = init;
  return [line(keys.initUid, String(uid), why), line(keys.initGid, String(gid), gidWhy), ...groupLines(init, keys)];
};

const groupLines = ({ groups, why }: InitPlan, { initGroups }: ConfKeys): readonly TextLine[] => {
  if (groups.length === 0) return [];
  if (initGroups === undefined) throw new Error("supplementary groups were planned for a dialect without a key for them");
  return [line(initGroups, groups.join(","), why)];
};

const networkLines = (conf: ConfPlan, dialect: Dialect): readonly TextLine[] =>
  conf.networks.flatMap(({ type, settings, why: whyNetwork }, index) => {
    const prefix = CONF_KEYS[dialect].network.replace("N", String(index));
    const keyOf = (row: NetworkRow): string => `${prefix}.${known(networkKey(row, type, dialect), row.element)}`;
    return [line(`${prefix}.type`, type, whyNetwork), ...settings.map(({ row, value, why }) => line(keyOf(row), value, why))];
  });

/** The libraries of LD_PRELOAD may come from several elements. */
const environmentLines = ({ environment, preloads }: Configured): readonly TextLine[] =>
  environment.map(({ name, value, why }) => {
    const whys = name === "LD_PRELOAD" ? new Map(preloads.map((each) => [each.why.span, each.why])).values() : [why];
    return line("lxc.environment", `${name}=${value}`, ...whys);
  });

const terminalLines = ({ haltSignal, haltSignalWhy }: ConfPlan, keys: ConfKeys): readonly TextLine[] => [
  ...keys.terminals.map(([key, value]) => line(key, value, NO_TERMINALS)),
  ...given(haltSignal).map((signal) => line(keys.haltSignal, signal, ...given(haltSignalWhy))),
];

const NO_TERMINALS: Why = {
  reason: "in every lxc.conf from LXC 4.0 on, which would give the container ttys and a console: lxc.container.conf(5)",
  span: undefined,
};

const rootfsLines = ({ rootfsPath, rootfsWhy, remount }: ConfPlan, keys: ConfKeys): readonly TextLine[] => [
  ...given(rootfsPath).map((path) => line(keys.rootfs, `${keys.rootfsDriver}${path}`, ...given(rootfsWhy))),
  ...given(remount).map(({ script, binds }) => line("lxc.hook.mount", script, ...binds.map(({ why }) => why))),
];

/** The entries of one section; the sections stand in the order in which the mounts are made. */
const mountLines = (mounts: readonly Mount[], kind: Mount["kind"]): readonly TextLine[] =>
  mounts
    .filter((mount) => mount.kind === kind)
    .map((mount) => ({ text: keyed("lxc.mount.entry", mountFields(mount)), whys: [mount.why], mount }));

const mountFields = ({ source, destination, fsType, options, dump, fsck }: Mount): string =>
  `${escapeField(source)} ${escapeField(destination)} ${fsType} ${options.join(",")} ${dump} ${fsck}`;

/** A path as a field of fstab(5): white space and backslashes in octal. */
const escapeField = (path: string): string => path.replaceAll(/[ \t\n\\]/g, inOctal);

const inOctal = (character: string): string => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;

/** The model refuses values that could forge another key; one that came through is a bug. */
const oneLine = (written: TextLine): TextLine => {
  if (/[\n\0]/.test(written.text)) throw new Error(`a line of lxc.conf holds a line break or NUL: ${JSON.stringify(written.text)}`);
  return written;
};
