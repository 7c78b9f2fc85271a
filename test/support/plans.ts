import { NETWORK_ROWS, type NetworkType } from "../../src/model/network-table.ts";
import { type SettingRow, SETTINGS } from "../../src/model/setting-table.ts";
import type { VariablePlan } from "../../src/plan/environment.ts";
import type { ConfPlan } from "../../src/plan/conf-plan.ts";
import type { Move } from "../../src/plan/moves.ts";
import type { ContainerPlan, OwnRootfs, Plan } from "../../src/plan/plan.ts";
import type { ProcessPlan } from "../../src/plan/process-plan.ts";
import type { PlannedNode } from "../../src/plan/planned-node.ts";
import type { Mount } from "../../src/plan/mount.ts";
import type { AttachPlan, LauncherPlan, NotifyPlan } from "../../src/plan/launcher-plan.ts";
import type { Why } from "../../src/plan/why.ts";
import { readShell } from "../../src/shell/read-shell.ts";

/** Nothing in particular asked for it. */
export const TEST: Why = { reason: "test", span: undefined };

/** An lxc.conf that says as little as it can, but for what is given. */
export const confPlan = (given: Partial<ConfPlan> = {}): ConfPlan => ({
  hostname: "APP",
  cgroup: [],
  devices: [],
  capDrop: [],
  capKeep: [],
  capWhys: new Map(),
  init: undefined,
  settings: [],
  networks: [],
  autoDev: true,
  autoDevWhy: TEST,
  rootfsPath: undefined,
  rootfsWhy: undefined,
  remount: undefined,
  haltSignal: undefined,
  haltSignalWhy: undefined,
  ...given,
});

/** The values of a setting that is written as given. */
export const settingPlans = (element: string, ...values: readonly string[]): ConfPlan["settings"] => {
  const row = SETTINGS.find((each) => each.element === element);
  if (row === undefined) throw new Error(`${element} has no row`);
  return values.map((value) => ({ row, value, why: TEST }));
};

const networkPlans = (values: Readonly<Record<string, string>>): ConfPlan["networks"][number]["settings"] =>
  Object.entries(values).map(([element, value]) => {
    const row = NETWORK_ROWS.find((each) => each.element === element);
    if (row === undefined) throw new Error(`${element} has no row`);
    return { row, value, why: TEST };
  });

/** A network of some type. */
export const networkPlan = (type: NetworkType, values: Readonly<Record<string, string>> = {}): ConfPlan["networks"][number] => ({
  type,
  settings: networkPlans(values),
  why: TEST,
});

/** A value that fits a setting. */
export const sampleOf = ({ form }: SettingRow): string => form.choices?.[0] ?? "/etc/x";

/** The container APP with a rootfs that holds nothing, but for what is given. */
export const containerPlan = (given: Partial<ContainerPlan> = {}): ContainerPlan => ({
  name: "APP",
  span: { file: "app.xml", line: 1, column: 1 },
  files: [],
  target: "lxc",
  secure: false,
  rootfs: undefined,
  mounts: [],
  conf: confPlan(),
  bundle: undefined,
  environment: [],
  preloads: [],
  libraryDirectories: [],
  launcher: undefined,
  users: undefined,
  groups: undefined,
  log: undefined,
  moves: [],
  hostEntries: [],
  ...given,
});

/** A plan for LXC 5.0 on cgroup v2, but for what is given. */
export const overlayPlan = (given: Partial<Plan> = {}): Plan => ({
  dialect: "5.0",
  dialectReason: "test",
  cgroup: "v2",
  containers: [],
  extras: [],
  generatedTime: 0,
  ...given,
});

/** What leaves the host, with nothing in particular that asked for it. */
export const moveOf = (path: string): Move => ({ path, why: TEST });

/** A root directory of root's, with what stands in it. */
export const ownRootfs = (...nodes: readonly (readonly [place: string, node: PlannedNode])[]): OwnRootfs => ({
  owner: { uid: 0, gid: 0 },
  directoryMode: 0o550,
  tree: new Map(nodes),
});

/** A variable of the container's environment. */
export const variablePlan = (name: string, value: string): VariablePlan => ({ name, value, why: TEST });

/** A read-only bind of one path to the same place, but for what is given. */
export const mountPlan = (path: string, given: Partial<Mount> = {}): Mount => ({
  kind: "entry",
  isDevice: false,
  source: `/${path}`,
  destination: path,
  fsType: "none",
  options: ["ro", "bind", "nosuid", "nodev"],
  dump: 0,
  fsck: 0,
  place: path,
  host: path,
  inside: undefined,
  unused: [],
  why: TEST,
  ...given,
});

/** A process that is root and keeps all that root may. */
export const ROOT: ProcessPlan = { uid: 0, gid: 0, groups: [], userName: undefined, dacOverride: true, dacReadSearch: true };

/** A launcher that only starts /usr/bin/app, but for what is given. */
export const launcherPlan = (given: Partial<LauncherPlan> = {}): LauncherPlan => ({
  name: "app",
  containerName: "APP",
  containerNameWhy: TEST,
  conf: "/container/APP/conf/lxc.conf",
  start: startPlan("/usr/bin/app"),
  attaches: [],
  stop: undefined,
  clearEnv: false,
  init: "/init.lxc.static",
  pause: "usleep",
  settle: 500_000,
  why: TEST,
  ...given,
});

export const startPlan = (text: string, notify?: NotifyPlan): LauncherPlan["start"] => ({
  command: commandPlan(text, notify),
  userName: undefined,
  process: ROOT,
  logFile: undefined,
  logFileWhy: undefined,
  logPriority: undefined,
});

/** A process of /bin/sh that joins the container, but for what is given. */
export const attachPlan = (param: string, given: Partial<AttachPlan> = {}): AttachPlan => ({
  param,
  command: commandPlan("/bin/sh"),
  userName: undefined,
  process: ROOT,
  why: TEST,
  ...given,
});

/** A command whose text is its program alone. */
export const commandPlan = (text: string, notify?: NotifyPlan): LauncherPlan["start"]["command"] => ({
  text,
  words: [text],
  shell: readShell(text, "arguments"),
  nameLength: text.length,
  paramsWhy: undefined,
  notify,
  why: TEST,
});

export const notifyPlan = (given: Partial<NotifyPlan> = {}): NotifyPlan => ({
  pidFile: undefined,
  pidFileSpan: undefined,
  processName: "/usr/bin/app",
  processNameSpan: undefined,
  forking: false,
  ...given,
});
