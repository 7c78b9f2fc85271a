import type { CgroupVersion, Dialect } from "../model/options.ts";
import { lxcKey } from "../model/lxc-keys.ts";
import { networkKey, type NetworkRow } from "../model/network-table.ts";
import type { ConfSection } from "../model/setting-table.ts";
import type { ConfPlan } from "../plan/conf-plan.ts";
import type { Mount } from "../plan/mount.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { CGROUP_PREFIX, CONF_KEYS, type ConfKeys } from "./conf-keys.ts";

/** What lxc.conf tells of a container. */
type Configured = Pick<ContainerPlan, "conf" | "environment" | "mounts">;

/** The text of lxc.conf: lxc.container.conf(5). Every section stands under a comment; empty ones are left out. */
export const renderConf = ({ conf, environment, mounts }: Configured, dialect: Dialect, cgroup: CgroupVersion): string => {
  const keys = CONF_KEYS[dialect];
  const variables = environment.map(({ name, value }) => `${name}=${value}`);
  // In the order in which they are written
  const sections: Readonly<Record<ConfSection, Lines>> = {
    "Host name": { before: [line(keys.hostname, conf.hostname)] },
    Cgroups: { before: cgroupLines(conf, CGROUP_PREFIX[cgroup]) },
    Capabilities: { before: [...lines("lxc.cap.drop", conf.capDrop), ...lines("lxc.cap.keep", conf.capKeep)] },
    "User and group": { before: initLines(conf, keys) },
    Seccomp: {},
    Network: { before: networkLines(conf, dialect) },
    Includes: {},
    Environment: { before: lines("lxc.environment", variables) },
    "Devices and signals": { before: [line("lxc.autodev", conf.autoDev ? "1" : "0")], after: terminalLines(conf, keys) },
    "D-Bus": { before: mountLines(mounts, "dbus") },
    Rootfs: { before: rootfsLines(conf, keys) },
    "Mount points": { before: mountLines(mounts, "entry") },
    Libraries: { before: mountLines(mounts, "library") },
    "Automatic mounts": {},
    Logging: { before: mountLines(mounts, "logging") },
  };
  return Object.entries(sections)
    .map(([title, { before = [], after = [] }]) => ({ title, content: [...before, ...settingLines(conf, title, dialect), ...after] }))
    .filter(({ content }) => content.length > 0)
    .map(({ title, content }) => `${[comment(title), ...content].map(oneLine).join("\n")}\n`)
    .join("\n");
};

/** What stands in a section before and after the settings that are written as given. */
interface Lines {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

const line = (key: string, value: string): string => `${key} = ${wrapped(value)}`;

/** LXC takes a pair of equal quotes off a value (src/lxc/confile.c, parse_line): one that begins and ends with them gets a pair more. */
const wrapped = (value: string): string => {
  const [, quote] = /^(["']).*\1$/s.exec(value) ?? [];
  if (quote === undefined) return value;
  const other = quote === '"' ? "'" : '"';
  return `${other}${value}${other}`;
};

const lines = (key: string, values: readonly string[]): readonly string[] => values.map((value) => line(key, value));

const comment = (text: string): string => `# ${text}`;

const given = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

const settingLines = (conf: ConfPlan, section: string, dialect: Dialect): readonly string[] =>
  conf.settings.filter(({ row }) => row.section === section).map(({ row, value }) => line(known(lxcKey(row, dialect), row.element), value));

/** Plan leaves out, and tells of, what the dialect has no key for. */
const known = (key: string | undefined, element: string): string => {
  if (key === undefined) throw new Error(`${element} was planned for a dialect without a key for it`);
  return key;
};

const cgroupLines = (conf: ConfPlan, prefix: string): readonly string[] => [
  ...conf.cgroup.map(({ file, value }) => line(`${prefix}${file}`, value)),
  ...conf.devices.flatMap((device) => [...given(device.comment).map(comment), line(`${prefix}devices.${device.verb}`, device.rule)]),
];

const initLines = ({ init }: ConfPlan, keys: ConfKeys): readonly string[] => {
  if (init === undefined) return [];
  return [line(keys.initUid, String(init.uid)), line(keys.initGid, String(init.gid)), ...groupLines(init.groups, keys)];
};

const groupLines = (groups: readonly number[], { initGroups }: ConfKeys): readonly string[] => {
  if (groups.length === 0) return [];
  if (initGroups === undefined) throw new Error("supplementary groups were planned for a dialect without a key for them");
  return [line(initGroups, groups.join(","))];
};

const networkLines = (conf: ConfPlan, dialect: Dialect): readonly string[] =>
  conf.networks.flatMap(({ type, settings }, index) => {
    const prefix = CONF_KEYS[dialect].network.replace("N", String(index));
    const keyOf = (row: NetworkRow): string => `${prefix}.${known(networkKey(row, type, dialect), row.element)}`;
    return [line(`${prefix}.type`, type), ...settings.map(({ row, value }) => line(keyOf(row), value))];
  });

const terminalLines = (conf: ConfPlan, keys: ConfKeys): readonly string[] => [
  ...keys.terminals.map(([key, value]) => line(key, value)),
  ...lines(keys.haltSignal, given(conf.haltSignal)),
];

const rootfsLines = (conf: ConfPlan, keys: ConfKeys): readonly string[] => [
  ...given(conf.rootfsPath).map((path) => line(keys.rootfs, `${keys.rootfsDriver}${path}`)),
  ...lines("lxc.hook.mount", given(conf.remount?.script)),
];

/** The entries of one section; the sections stand in the order in which the mounts are made. */
const mountLines = (mounts: readonly Mount[], kind: Mount["kind"]): readonly string[] =>
  lines(
    "lxc.mount.entry",
    mounts
      .filter((mount) => mount.kind === kind)
      .map(
        ({ source, destination, fsType, options, dump, fsck }) =>
          `${escapeField(source)} ${escapeField(destination)} ${fsType} ${options.join(",")} ${dump} ${fsck}`,
      ),
  );

/** A path as a field of fstab(5): white space and backslashes in octal. */
const escapeField = (path: string): string => path.replaceAll(/[ \t\n\\]/g, inOctal);

const inOctal = (character: string): string => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;

/** The model refuses values that could forge another key; one that came through is a bug. */
const oneLine = (text: string): string => {
  if (/[\n\0]/.test(text)) throw new Error(`a line of lxc.conf holds a line break or NUL: ${JSON.stringify(text)}`);
  return text;
};
