import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { badDestination, conflictingPlaces, noLauncher, notSwitchedOn, repeatedElement } from "./findings.ts";
import { taker } from "../diagnostics/taker.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { climbs } from "../linux/path-spelling.ts";
import type { Container, Logging } from "./container.ts";
import { readCapabilities } from "./read-capabilities.ts";
import { readCgroup, readDevices } from "./read-cgroup.ts";
import { readEnvironment } from "./read-environment.ts";
import { readLauncher } from "./read-launcher.ts";
import { readNetwork } from "./read-network.ts";
import { readRootfs } from "./read-rootfs.ts";
import { readSettings } from "./read-settings.ts";
import { type SettingRow, SETTINGS } from "./setting-table.ts";
import { attributeOf, childrenOf, isEnabled, textOf, textsOf } from "./element-contents.ts";

/** Merges the checked descriptions of one container, the base first: lists are joined, an append's scalar replaces the base's. */
export const readContainer = (files: readonly [SyntaxElement, ...SyntaxElement[]], sharedRootfs: boolean): Staged<Container> => {
  const diagnostics: Diagnostic[] = [];
  const take = taker(diagnostics);
  const [base] = files;
  const name = attributeOf(base, "SandboxName") ?? "";
  const configs = childrenOf(files, "LxcConfig");
  // Two settings of cgroups may stand in LxcConfig as well, AutoDev in Rootfs
  const cgroups = configs.flatMap((config) => [config, ...childrenOf([config], "CGroupSettings")]);
  const homesOfAutoDev = configs.flatMap((config) => [config, ...childrenOf([config], "Rootfs")]);
  for (const config of configs) diagnostics.push(...checkPlaces(config));
  const params = files.flatMap((file) =>
    childrenOf([file], "LxcParams")
      .filter(({ children }) => children.length > 0)
      .slice(-1),
  );
  if (params.length === 0) diagnostics.push(noLauncher(base.span, name));
  const dbus = childrenOf(configs, "Dbus");
  const autoDev = textOf(homesOfAutoDev, "AutoDev");
  const rootfs = take(readRootfs(childrenOf(configs, "Rootfs")));
  const container: Container = {
    name,
    span: base.span,
    files: files.map(({ span }) => span.file),
    launcher: take(readLauncher(params, name)),
    userName: textOf(configs, "UserName"),
    groupName: textOf(configs, "GroupName"),
    userNameRootFs: textOf(configs, "UserNameRootFs"),
    groupNameRootFs: textOf(configs, "GroupNameRootFs"),
    extraUsers: textsOf(childrenOf(configs, "ExtraUsers"), "UserName"),
    extraGroups: textsOf(childrenOf(configs, "ExtraGroups"), "GroupName"),
    cgroup: readCgroup(cgroups),
    devices: readDevices(cgroups),
    ...take(readCapabilities(configs)),
    settings: readSettings(configs),
    networks: childrenOf(configs, "Network").map((network) => take(readNetwork(network))),
    environment: take(readEnvironment(configs)),
    dbus: isEnabled(dbus, "enable") ? dbus.at(-1)?.span : undefined,
    logging: take(readLogging(childrenOf(configs, "Logging"))),
    autoDev: autoDev && { value: autoDev.value === "1", span: autoDev.span },
    rootfs: sharedRootfs ? undefined : rootfs,
  };
  return { value: container, diagnostics };
};

/** What may stand in two places of one file stands in one, or is the same in both; device rules would lose their order. */
const checkPlaces = (config: SyntaxElement): readonly Diagnostic[] => {
  const twice = [
    { name: "MemoryLimit", inner: "CGroupSettings" },
    { name: "AutoDev", inner: "Rootfs" },
    { name: "DeviceCgroup", inner: "CGroupSettings" },
    ...SETTINGS.filter(mayStandTwice).map(({ element }) => ({ name: element, inner: "Rootfs" })),
  ];
  return twice.flatMap(({ name, inner }) => {
    const [outside] = childrenOf([config], name);
    const [inside] = childrenOf(childrenOf([config], inner), name);
    if (!outside || !inside) return [];
    const [first, second] = outside.span.line <= inside.span.line ? [outside, inside] : [inside, outside];
    if (name === "DeviceCgroup") return [repeatedElement(second.span, name, first.span.line)];
    return outside.text === inside.text ? [] : [conflictingPlaces(second.span, name, first.span.line)];
  });
};

const mayStandTwice = ({ homes, times }: SettingRow): boolean => homes.length > 1 && times === "once";

const readLogging = (elements: readonly SyntaxElement[]): Staged<Logging | undefined> => {
  const path = textOf(elements, "LogPath");
  const diagnostics = path !== undefined && climbs(path.value) ? [badDestination(path.span, path.value)] : [];
  const [first] = elements;
  if (first === undefined) return { value: undefined, diagnostics };
  const isGiven = elements.some((each) => attributeOf(each, "enable") !== undefined);
  if (!isGiven && elements.some(({ children }) => children.length > 0)) diagnostics.push(notSwitchedOn(first.span, first.name, "enable"));
  if (!isEnabled(elements, "enable")) return { value: undefined, diagnostics };
  const logPath = path && { value: path.value.replace(/^\/+/, ""), span: path.span };
  return { value: { span: first.span, logPath, logs: textsOf(elements, "Log") }, diagnostics };
};
