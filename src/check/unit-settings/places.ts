import { hasHostSource } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import { normalizePath } from "../../linux/path-spelling.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { Service } from "../../rootfs/services.ts";
import { networksOf } from "../networks.ts";
import type { ContainerContext } from "../container-context.ts";
import { type FindEffect, isOn } from "./effect.ts";

/** What systemd.exec(5) hides from a unit's processes, or shows them read-only. */
export const PLACES: readonly FindEffect[] = [
  // LXC keeps its locks in /run/lxc: src/lxc/lxclock.c, lxclock_name
  (_, service) => {
    const setting = service.get("ProtectSystem");
    if (setting?.value !== "strict" || opens(service)) return undefined;
    return { setting, severity: "error", what: "/run is read-only for LXC, which starts no container then", instead: "ProtectSystem=full" };
  },
  ({ plan }, service) => {
    const setting = service.get("ProtectControlGroups");
    const isLimited = plan.conf.cgroup.length > 0 || plan.conf.devices.length > 0;
    if (setting === undefined || !(isOn(setting) || setting.value === "strict") || !isLimited) return undefined;
    return { setting, severity: "error", what: "LXC can't write the container's limits, and does not start it" };
  },
  (context, service) => {
    const setting = service.get("PrivateDevices");
    const device = isOn(setting) ? shownFrom(context, "dev", (path) => !OWN_DEVICES.test(path)) : undefined;
    if (setting === undefined || device === undefined) return undefined;
    return { setting, severity: "error", what: `${device} is not in the unit's own /dev, and LXC finds no source for the mount` };
  },
  (context, service) => {
    const setting = service.get("PrivateTmp");
    const shown =
      isOn(setting) || setting?.value === "disconnected" ? (shownFrom(context, "tmp") ?? shownFrom(context, "var/tmp")) : undefined;
    if (setting === undefined || shown === undefined) return undefined;
    return { setting, severity: "warning", what: `the container gets the unit's own ${shown}, which is empty, not the host's` };
  },
  (context, service) => {
    const setting = service.get("ProtectHome");
    const isHidden = isOn(setting) || setting?.value === "tmpfs";
    const shown = isHidden ? HOMES.flatMap((home) => shownFrom(context, home, (path) => path !== home) ?? [])[0] : undefined;
    if (setting === undefined || shown === undefined || opens(service)) return undefined;
    return {
      setting,
      severity: "error",
      what: `${shown} is not there for LXC, which finds no source for the mount`,
      instead: "ProtectHome=read-only",
    };
  },
  ({ host }, service) => {
    const setting = service.get("RootDirectory");
    const path = setting === undefined ? "" : normalizePath(setting.value);
    if (setting === undefined || path === "" || opens(service) || lookup(host, `${path}/container`).kind === "found") return undefined;
    return { setting, severity: "error", what: "there is no /container below it, and systemd finds no launcher" };
  },
  ({ plan }, service) => {
    const setting = service.get("PrivateNetwork");
    const networks = networksOf(plan);
    if (setting === undefined || !isOn(setting) || networks.length === 0) return undefined;
    if (networks.every(({ type }) => type === "none"))
      return {
        setting,
        severity: "warning",
        what: "the container shares the unit's own network, which is lo alone: a Network of type \"none\" is to share the host's",
      };
    const link = networks.find(({ type, get }) => type !== "empty" && type !== "none" && get("Link") !== undefined)?.get("Link")?.value;
    return link === undefined
      ? undefined
      : { setting, severity: "error", what: `${link} is not in the unit's own network, and LXC does not start the container` };
  },
];

/** Whether other settings show again what one of these hides. */
const opens = (service: Service): boolean =>
  ["ReadWritePaths", "ReadWriteDirectories", "RuntimeDirectory", "BindPaths", "BindReadOnlyPaths", "MountImages"].some(
    (key) => service.get(key) !== undefined,
  );

/** The first source of a mount below a directory of the host that LXC can't do without, as the description has it. */
const shownFrom = ({ plan }: ContainerContext, directory: string, counts: (path: string) => boolean = () => true): string | undefined =>
  plan.mounts.find((mount) => isShown(mount, directory) && counts(normalizePath(mount.source)))?.source;

const isShown = (mount: Mount, directory: string): boolean =>
  hasHostSource(mount) &&
  mount.source.startsWith("/") &&
  mount.inside === undefined &&
  !mount.options.includes("optional") &&
  isUnder(normalizePath(mount.source), directory);

/** systemd's src/core/namespace.c, mount_private_dev. */
const OWN_DEVICES = /^dev(?:\/(?:null|zero|full|random|urandom|tty|ptmx|log|(?:pts|shm|mqueue|hugepages)(?:\/.*)?))?$/;

const HOMES = ["home", "root", "run/user"];
