import type { Staged } from "../diagnostics/diagnostic.ts";
import { noLauncher } from "./findings.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { checkPlaces } from "./check-places.ts";
import { judgeAppends } from "./judge-appends.ts";
import { cannotExpress } from "./bundle-findings.ts";
import type { Container, Launcher } from "./container.ts";
import type { Options } from "./options.ts";
import { readBundle } from "./read-bundle.ts";
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
  const isBundle = attributeOf(base, "Type") === "dobby";
  if (params.length === 0 && !isBundle) report(noLauncher(base.span, name));
  const dbus = childrenOf(configs, "Dbus");
  const autoDev = textOf(homesOfAutoDev, "AutoDev");
  const launcher: Staged<Launcher | undefined> = isBundle ? NO_LAUNCHER : readLauncher(params, name);
  // The users of Attach are in the container's passwd, though nothing is attached to a bundle.
  const joining = isBundle ? childrenOf(params, "Attach") : [];
  const rootfs = take(readRootfs(childrenOf(configs, "Rootfs")));
  const container: Container = {
    name,
    span: base.span,
    files: files.map(({ span }) => span.file),
    secure,
    bundle: isBundle ? take(readBundle(base, params, configs)) : undefined,
    launcher: take(launcher),
    unlaunched: launcher.value === undefined ? launcher.diagnostics.filter(({ code }) => code === "missing-element") : [],
    userName: textOf(configs, "UserName"),
    groupName: textOf(configs, "GroupName"),
    userNameRootFs: textOf(configs, "UserNameRootFs"),
    groupNameRootFs: textOf(configs, "GroupNameRootFs"),
    extraUsers: textsOf([...childrenOf(configs, "ExtraUsers"), ...joining], "UserName"),
    extraGroups: textsOf([...childrenOf(configs, "ExtraGroups"), ...joining], "GroupName"),
    cgroup: readCgroup(cgroups),
    devices: readDevices(cgroups, isBundle ? "made by every OCI runtime" : "in rules"),
    ...take(readCapabilities(configs)),
    settings: isBundle ? [] : readSettings(configs),
    networks: isBundle ? [] : childrenOf(configs, "Network").map((network) => take(readNetwork(network))),
    environment: take(readEnvironment(configs)),
    dbus: isEnabled(dbus, "enable") ? dbus.at(-1)?.span : undefined,
    logging: isBundle ? undefined : take(readLogging(childrenOf(configs, "Logging"))),
    autoDev: autoDev && { value: autoDev.value === "1", span: autoDev.span },
    rootfs: sharedRootfs ? undefined : rootfs,
  };
  if (isBundle && (sharedRootfs || rootfs === undefined))
    report(cannotExpress((childrenOf(configs, "Rootfs")[0] ?? base).span, "that it shares the host's rootfs", sharedHelp(sharedRootfs)));
  return { value: container, diagnostics };
};

const NO_LAUNCHER: Staged<undefined> = { value: undefined, diagnostics: [] };

const sharedHelp = (sharedRootfs: boolean): string =>
  sharedRootfs ? "build it in a run without -e" : 'add <Rootfs create="yes">, with what it needs of the host in MountPoints';
