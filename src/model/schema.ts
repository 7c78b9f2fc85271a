import { BUNDLE_CGROUP, BUNDLE_CONFIG, BUNDLE_LOGGING, BUNDLE_NETWORK } from "./bundle-schema.ts";
import { emptyCapabilities } from "./capability-findings.ts";
import { CGROUP_SETTINGS } from "./cgroup-settings.ts";
import { NETWORK_ROWS, NETWORK_TYPES } from "./network-table.ts";
import type { ElementRule } from "./element-rule.ts";
import { type SettingHome, SETTINGS } from "./setting-table.ts";
import { oneOf, type ValueForm } from "./value-form.ts";
import * as value from "./values.ts";

const once = (text: ValueForm): ElementRule => ({ times: "once", text });
const any = (text: ValueForm, attributes: ElementRule["attributes"] = {}): ElementRule => ({ times: "any", text, attributes });
const enable = { enable: value.FLAG };

/** The settings written as given that may stand in an element. */
const settingsIn = (home: SettingHome): Readonly<Record<string, ElementRule>> =>
  Object.fromEntries(
    SETTINGS.filter(({ homes }) => homes.includes(home)).map(({ element, times, form }) => [element, { times, text: form }]),
  );

const NOTIFY: ElementRule = {
  times: "once",
  attributes: { create: value.FLAG, forking: value.FLAG },
  switch: "create",
  children: { PidFile: once(value.TEXT), ProcessName: once(value.TEXT) },
};

const ATTACH: ElementRule = {
  times: "any",
  children: {
    ParamName: once(value.PARAM_NAME),
    ExecName: once(value.SHELL),
    ExecParams: once(value.SHELL),
    SystemdNotify: NOTIFY,
    UserName: once(value.ACCOUNT),
    GroupName: once(value.ACCOUNT),
  },
  requiredChildren: ["ParamName", "ExecName"],
};

const LXC_PARAMS: ElementRule = {
  times: "any",
  children: {
    LauncherName: once(value.NAME),
    ContainerName: once(value.NAME),
    ExecName: once(value.SHELL),
    ExecParams: once(value.SHELL),
    StopFunction: { times: "once", attributes: enable },
    SystemdNotify: NOTIFY,
    Output: {
      times: "once",
      attributes: enable,
      switch: "enable",
      children: { LogFile: once(value.TEXT), LogPriority: once(value.LOG_PRIORITY) },
    },
    Attach: ATTACH,
  },
};

const DEVICE_CGROUP: ElementRule = {
  times: "once",
  children: {
    DevicesDeny: any(value.DEVICE_RULE, { name: value.TEXT }),
    DevicesAllow: any(value.DEVICE_RULE, { name: value.TEXT }),
    AllowDefaultDevices: { times: "any", attributes: enable },
  },
};

const CGROUP: ElementRule = {
  times: "once",
  children: {
    ...Object.fromEntries(CGROUP_SETTINGS.map(({ element, form }) => [element, once(form)])),
    DeviceCgroup: DEVICE_CGROUP,
  },
};

/** A bridge is nothing that a container has: it is what a veth is plugged into. */
const NETWORK_TYPE: ValueForm = {
  ...oneOf(...NETWORK_TYPES),
  help: (text) =>
    text === "bridge"
      ? 'write type="veth", and the bridge as its <Link>'
      : text === "host"
        ? 'write type="none": the container shares the network of the host'
        : undefined,
};

const NETWORK: ElementRule = {
  times: "any",
  attributes: { type: NETWORK_TYPE },
  requiredAttributes: ["type"],
  children: Object.fromEntries(NETWORK_ROWS.map(({ element, form }) => [element, once(form)])),
};

const MOUNT: ElementRule = {
  times: "any",
  attributes: { type: oneOf("dir", "file", "dev"), caps: value.FILE_CAPABILITIES },
  requiredAttributes: ["type"],
  children: {
    Source: once(value.TEXT),
    SourceRoFs: once(value.TEXT),
    Destination: once(value.TEXT),
    FsType: once(value.FS_TYPE),
    Options: once(value.OPTIONS),
    Dump: once(value.NUMBER),
    Fsck: once(value.NUMBER),
    Unused: any(value.TEXT),
  },
  requiredChildren: ["Source", "Destination", "Options"],
};

const MOVE: ElementRule = {
  times: "any",
  attributes: { type: oneOf("file", "dir"), caps: value.FILE_CAPABILITIES },
  requiredAttributes: ["type"],
  children: { Source: once(value.TEXT), Destination: once(value.TEXT) },
  requiredChildren: ["Source", "Destination"],
};

const listOf = (children: Readonly<Record<string, ElementRule>>): ElementRule => ({ times: "any", children });
const LIBRARIES: ElementRule = listOf({ Entry: any(value.TEXT), LibsScanDir: any(value.TEXT) });

const ROOTFS: ElementRule = {
  times: "once",
  attributes: { create: value.FLAG },
  children: {
    AutoDev: once(value.BIT),
    ...settingsIn("Rootfs"),
    MountPoints: listOf({ Entry: MOUNT }),
    MoveContent: listOf({ Entry: MOVE }),
    LibsRoBindMounts: LIBRARIES,
    LibsHardlinks: LIBRARIES,
  },
};

/** The element that says what a container is. */
export const LXC_CONFIG: ElementRule = {
  times: "once",
  children: {
    ...settingsIn("LxcConfig"),
    MemoryLimit: once(value.BYTES),
    CapDrop: { ...any(value.CAPABILITIES), empty: emptyCapabilities },
    CapKeep: { ...any(value.KEPT_CAPABILITIES), empty: emptyCapabilities },
    UserName: once(value.ACCOUNT),
    GroupName: once(value.ACCOUNT),
    UserNameRootFs: once(value.ACCOUNT),
    GroupNameRootFs: once(value.ACCOUNT),
    ExtraUsers: listOf({ UserName: any(value.ACCOUNT) }),
    ExtraGroups: listOf({ GroupName: any(value.ACCOUNT) }),
    CGroupSettings: CGROUP,
    DeviceCgroup: DEVICE_CGROUP,
    Network: NETWORK,
    Environment: listOf({ Variable: any(value.TEXT) }),
    AutoDev: once(value.BIT),
    Dbus: { times: "once", attributes: enable },
    Logging: {
      times: "once",
      attributes: enable,
      children: { LogPath: once(value.TEXT), Log: any(value.LOG_NAME) },
    },
    Rootfs: ROOTFS,
  },
};

/** The root element of a description and all that may stand below it. */
export const CONTAINER: ElementRule = {
  times: "once",
  attributes: { SandboxName: value.NAME, APPEND: value.APPEND, Type: value.BUNDLE_TYPE },
  requiredAttributes: ["SandboxName"],
  children: { LxcParams: LXC_PARAMS, LxcConfig: LXC_CONFIG },
};

/** What is said of a bundle's network that only LXC's has is an error of its own. */
const BUNDLE_NETWORKS: ElementRule = { ...BUNDLE_NETWORK, children: { ...NETWORK.children, ...BUNDLE_NETWORK.children } };

/** The same for a bundle: Type="dobby". */
export const BUNDLE: ElementRule = {
  ...CONTAINER,
  children: {
    LxcParams: LXC_PARAMS,
    LxcConfig: {
      ...LXC_CONFIG,
      children: {
        ...LXC_CONFIG.children,
        ...BUNDLE_CONFIG,
        CGroupSettings: { ...CGROUP, children: { ...CGROUP.children, ...BUNDLE_CGROUP } },
        CapDrop: any(value.CAPABILITIES),
        CapKeep: any(value.CAPABILITIES),
        Network: BUNDLE_NETWORKS,
        Logging: BUNDLE_LOGGING,
      },
    },
  },
};

const attributesBelow = (rule: ElementRule): readonly string[] => [
  ...Object.keys(rule.attributes ?? {}),
  ...Object.values(rule.children ?? {}).flatMap(attributesBelow),
];

/** Every attribute of the format; a tag can't have one of these names. */
export const FORMAT_ATTRIBUTES: ReadonlySet<string> = new Set([...attributesBelow(CONTAINER), ...attributesBelow(BUNDLE)]);
