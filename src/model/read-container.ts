import type { Staged } from "../diagnostics/diagnostic.ts";
import { noLauncher } from "./findings.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { checkPlaces } from "./check-places.ts";
import { judgeAppends } from "./judge-appends.ts";
import type { Container } from "./container.ts";
import type { Options } from "./options.ts";
import { readCapabilities } from "./read-capabilities.ts";
import { readCgroup, readDevices } from "./read-cgroup.ts";
import { readEnvironment } from "./read-environment.ts";
import { readLauncher } from "./read-launcher.ts";
import { readLogging } from "./read-logging.ts";
import { readNetwork } from "./read-network.ts";
import { readRootfs } from "./read-rootfs.ts";
import { readSettings } from "./read-settings.ts";
import { attributeOf, childrenOf, isEnabled, textOf, textsOf } from "./element-contents.ts";

/** Merges the checked descriptions of one container, the base first: lists are joined, an append's scalar replaces the base's. */
export const readContainer = (
  files: readonly [SyntaxElement, ...SyntaxElement[]],
  { secure, sharedRootfs }: Pick<Options, "secure" | "sharedRootfs">,
): Staged<Container> => {
  const { found: diagnostics, report, take } = collectFindings();
  const [base] = files;
  const name = attributeOf(base, "SandboxName") ?? "";
  const configs = childrenOf(files, "LxcConfig");
  // Two settings of cgroups may stand in LxcConfig as well, AutoDev in Rootfs
  const cgroups = configs.flatMap((config) => [config, ...childrenOf([config], "CGroupSettings")]);
  const homesOfAutoDev = configs.flatMap((config) => [config, ...childrenOf([config], "Rootfs")]);
  for (const config of configs) report(...checkPlaces(config));
  report(...judgeAppends(files.slice(1)));
  const params = files.flatMap((file) =>
    childrenOf([file], "LxcParams")
      .filter(({ children }) => children.length > 0)
      .slice(-1),
  );
  if (params.length === 0) report(noLauncher(base.span, name));
  const dbus = childrenOf(configs, "Dbus");
  const autoDev = textOf(homesOfAutoDev, "AutoDev");
  const launcher = readLauncher(params, name);
  const rootfs = take(readRootfs(childrenOf(configs, "Rootfs")));
  const container: Container = {
    name,
    span: base.span,
    files: files.map(({ span }) => span.file),
    secure,
    launcher: take(launcher),
    unlaunched: launcher.value === undefined ? launcher.diagnostics.filter(({ code }) => code === "missing-element") : [],
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
