import type { Service } from "../../rootfs/services.ts";
import type { ContainerContext } from "../container-context.ts";
import { gainedRights } from "../gained-rights.ts";
import { networksOf } from "../networks.ts";
import { type Effect, type FindEffect, isOn, leaves } from "./effect.ts";

/** What systemd.exec(5) takes from processes, and LXC needs: seen with LXC 5.0.2 but for what the sources say. */
export const PRIVILEGES: readonly FindEffect[] = [
  (context, service) => {
    const settings = service.all("CapabilityBoundingSet");
    const [lost] = neededCapabilities(context).filter(({ name }) => !leaves(settings, [name, name.toLowerCase()]));
    return refusedBy(service, "CapabilityBoundingSet", lost && `LXC has no ${lost.name}, and can't ${lost.purpose}`);
  },
  (_, service) => {
    const setting = service.get("RestrictNamespaces");
    if (isOn(setting)) return refusedBy(service, "RestrictNamespaces", "LXC can't make the container's name spaces");
    if (/^(?:0|n|no|f|false|off)$/i.test(setting?.value ?? "")) return undefined;
    const lost = ["mnt", "pid", "uts", "ipc"].find((name) => !leaves(service.all("RestrictNamespaces"), [name]));
    return refusedBy(service, "RestrictNamespaces", lost && `LXC can't make the container's name space ${lost}`);
  },
  (_, service) => {
    const settings = service.all("SystemCallFilter");
    const lost = SYSTEM_CALLS.find(({ names }) => !leaves(settings, names))?.names[0];
    return refusedBy(service, "SystemCallFilter", lost && `LXC may not call ${lost}, and starts no container`);
  },
  // src/lxc/commands.c, lxc_server_init: socket(2), AF_UNIX
  (_, service) =>
    leaves(service.all("RestrictAddressFamilies"), ["AF_UNIX", "AF_LOCAL"])
      ? undefined
      : refusedBy(service, "RestrictAddressFamilies", "LXC has no AF_UNIX for its command socket, and starts no container"),
  // src/lxc/conf.c, setup_utsname; systemd's src/shared/seccomp-util.c, seccomp_protect_hostname
  (_, service) =>
    isOn(service.get("ProtectHostname"))
      ? refusedBy(service, "ProtectHostname", "LXC can't set the container's host name, and starts no container")
      : undefined,
  (context, service) => {
    const [gained] = isOn(service.get("NoNewPrivileges")) ? gainedRights(context) : [];
    const effect = refusedBy(service, "NoNewPrivileges", gained && `${gained.path} has ${gained.rights}, which no process gains then`);
    return effect && { ...effect, severity: "warning" };
  },
];

const refusedBy = (service: Service, key: string, what: string | undefined): Effect | undefined => {
  const setting = service.get(key);
  return what === undefined || setting === undefined ? undefined : { setting, severity: "error", what };
};

/** What LXC calls at each start, with systemd's groups that hold it: systemd-analyze(1), syscall-filter. */
const SYSTEM_CALLS = [{ names: ["mount", "@mount", "@known"] }, { names: ["pivot_root", "@mount", "@privileged", "@known"] }] as const;

interface NeededCapability {
  readonly name: string;
  readonly purpose: string;
}

/** capabilities(7). */
const neededCapabilities = ({ plan }: ContainerContext): readonly NeededCapability[] => {
  const { conf } = plan;
  const drops = conf.capDrop.length + conf.capKeep.length > 0;
  return [
    { name: "CAP_SYS_ADMIN", purpose: "make name spaces and mounts" },
    ...(conf.init === undefined || conf.init.uid === 0 ? [] : [{ name: "CAP_SETUID", purpose: "become the container's user" }]),
    ...(conf.init === undefined || conf.init.gid === 0 ? [] : [{ name: "CAP_SETGID", purpose: "become the container's group" }]),
    ...(drops ? [{ name: "CAP_SETPCAP", purpose: "drop the container's capabilities" }] : []),
    ...(networksOf(plan).some(({ type }) => type === "veth") ? [{ name: "CAP_NET_ADMIN", purpose: "make the container's veth" }] : []),
  ];
};
